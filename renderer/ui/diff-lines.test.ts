import { describe, expect, it } from 'vitest'
import { diffLinesOf, nearChanges } from './diff-lines.ts'

const shownOf = (before: string, after: string) => nearChanges(diffLinesOf(before, after)).map(({ sign, text }) => sign + text)

describe('the difference of two texts', () => {
  it('shows a line added after a last line without line end as one change', () => {
    expect(shownOf('echo one\necho two', 'echo one\necho two\necho three\n')).toEqual([' echo one', ' echo two', '+echo three'])
    expect(shownOf('echo one\necho two\necho three', 'echo one\necho two\n')).toEqual([' echo one', ' echo two', '-echo three'])
  })

  it('has no changed line where only the last line end differs', () => {
    expect(shownOf('echo one', 'echo one\n')).toEqual([])
  })

  it('leaves out lines far from a change', () => {
    expect(shownOf('1\n2\n3\n4\n5\n6\n', '1\n2\n3\n4\n5\nsix\n')).toEqual([' 3', ' 4', ' 5', '-6', '+six'])
  })
})
