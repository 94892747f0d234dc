import { describe, expect, it } from 'vitest'
import type { Definition } from './definition.ts'
import { failedItemOfRun, failureText, runErrorText } from './failed-item.ts'

const definition = {
  nodes: { each: { kind: 'foreach' }, both: { kind: 'parallel' }, one: { kind: 'executor' } },
} as unknown as Definition

describe('the item at which a list failed', () => {
  it('is counted from 1 in texts, and from 0 in the history', () => {
    expect(failureText(definition, 'each', 'item 2: no host (2 of 9 failed)')).toBe('item 3: no host (2 of 9 failed)')
    expect(runErrorText(definition, '"both": branch 0: no')).toBe('"both": branch 1: no')
    expect(failedItemOfRun(definition, '"each": item 2: no host')).toBe(2)
  })

  it('is not read from the output of other nodes, or from another part of the text', () => {
    expect(runErrorText(definition, '"one": item 2: out of stock')).toBe('"one": item 2: out of stock')
    expect(runErrorText(definition, 'item 2: x')).toBe('item 2: x')
    expect(runErrorText(definition, '"__proto__": item 2: x')).toBe('"__proto__": item 2: x')
    expect(failureText(definition, 'each', 'Last line: item 2: x')).toBe('Last line: item 2: x')
    expect(failedItemOfRun(definition, '"one": item 2: x')).toBeNull()
    expect(failedItemOfRun(definition, '')).toBeNull()
  })
})
