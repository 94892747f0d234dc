import { describe, expect, it } from 'vitest'
import { asLastLine, isLastLine, withoutLabel } from './last-line.ts'

describe('the last line of a program that wrote nothing to stderr', () => {
  it('can be distinguished from an error message, also after the name of a node', () => {
    expect(
      [asLastLine('lane 3'), '"fetch": Last line: "lane 3"', 'no such host', '"a": its last line: x'].map(isLastLine),
    ).toEqual([true, true, false, false])
  })

  it('is passed to programs without its label', () => {
    expect(withoutLabel(asLastLine('lane 3'))).toBe('lane 3')
    expect(withoutLabel('"fetch": Last line: "lane "3""')).toBe('"fetch": lane "3"')
    expect(withoutLabel('no such host')).toBe('no such host')
  })

  it('is recognized in the form that earlier versions stored', () => {
    expect(isLastLine('"fetch": last line: lane 3')).toBe(true)
    expect(withoutLabel('"fetch": last line: lane 3')).toBe('"fetch": lane 3')
  })
})
