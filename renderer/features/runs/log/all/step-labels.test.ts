import { describe, expect, it } from 'vitest'
import { placeOfNode } from '../../place.ts'
import { attemptLook } from '../../rows/looks.ts'
import type { RunRow } from '../../rows/row.ts'
import { stepLabels } from './step-labels.ts'

const row = (key: string, name: string, node: string, parent: string | null = null, attempt: number | null = null): RunRow => ({
  ...{ key, name, parent, look: attemptLook('succeeded'), from: 1, to: 2, segments: [], note: null },
  place: placeOfNode(node, attempt),
})

describe('the names of steps in front of their lines', () => {
  it('are those of the list of steps, with item, visit and attempt', () => {
    const label = stepLabels([
      row('build#1', 'Build it', 'build#1'),
      row('build#1 Attempt 1', 'Attempt 1', 'build#1', 'build#1', 1),
      row('tests#1', 'tests', 'tests#1'),
      row('tests#1 Item 2', 'Item 2', 'tests#1/1', 'tests#1'),
      row('again#2', 'again #2', 'again#2'),
    ])
    expect(label('build#1', 1)).toBe('Build it')
    expect(label('build#1', 2)).toBe('Build it, attempt 2')
    expect(label('tests#1/1', 1)).toBe('tests, item 2')
    expect(label('again#2', 1)).toBe('again #2')
  })

  it('are made of the name of the log for a step that is not listed', () => {
    const label = stepLabels([row('one', 'one', 'one'), row('one/1', 'a.csv', 'one/1', 'one')])
    expect(label('one/1', 1)).toBe('one, a.csv')
    expect(label('one/2', 1)).toBe('one, item 3')
    expect(label('other#1', 1)).toBe('other')
  })
})
