import { describe, expect, it } from 'vitest'
import type { LogLine } from '../../../../shared/model/log.ts'
import { foldLines, groupsOf, markerOf, type Trouble } from './folds.ts'
import { type Grown, grow } from './tail.ts'

const line = (n: number, text: string, open = false): LogLine => ({ n, at: 0, stream: 'out', text, cut: 0, open })
const log = (...texts: string[]): LogLine[] => texts.map((text, at) => line(at + 1, text))

/** What stands in the rows: numbers of lines, heads with what is folded behind them. */
const calm: Trouble = { errors: [], failed: false }

function rowsOf(lines: LogLine[], chosen: [number, boolean][] = [], trouble = calm): string[] {
  const folded = foldLines(lines.length, groupsOf(lines.flatMap((each) => markerOf(each) ?? [])), new Map(chosen), trouble)
  return Array.from({ length: folded.rows }, (_, row) => {
    const n = folded.lineAt(row)
    const head = folded.head(n)
    return head ? `${n} ${head.open ? 'v' : head.hidesErrors ? '!' : '>'} ${head.title} (${head.lines})` : String(n)
  })
}

describe('groups of lines', () => {
  const nested = log('a', '::group::Outer', 'b', '::group::Inner', 'c', 'd', '::endgroup::', 'e', '::endgroup::', 'f')

  it('are folded when they have ended, with the number of their lines', () => {
    expect(rowsOf(nested)).toEqual(['1', '2 > Outer (6)', '10'])
  })

  it('open one by one, without the line that ends them', () => {
    expect(rowsOf(nested, [[2, true]])).toEqual(['1', '2 v Outer (6)', '3', '4 > Inner (2)', '8', '10'])
    const both: [number, boolean][] = [
      [2, true],
      [4, true],
    ]
    expect(rowsOf(nested, both)).toEqual(['1', '2 v Outer (6)', '3', '4 v Inner (2)', '5', '6', '8', '10'])
    expect(rowsOf(nested, [[4, true]])).toEqual(['1', '2 > Outer (6)', '10'])
  })

  it('that hold stderr are open, with those around them, and say so when a person folds them', () => {
    const trouble = { errors: [6], failed: false }
    expect(rowsOf(nested, [], trouble)).toEqual(['1', '2 v Outer (6)', '3', '4 v Inner (2)', '5', '6', '8', '10'])
    expect(rowsOf(nested, [[2, false]], trouble)).toEqual(['1', '2 ! Outer (6)', '10'])
    expect(rowsOf(nested, [], { errors: [3, 10], failed: false })).toEqual([
      '1',
      '2 v Outer (6)',
      '3',
      '4 > Inner (2)',
      '8',
      '10',
    ])
  })

  it('are folded in a run that failed, except for the last', () => {
    const two = log('::group::One', 'a', '::endgroup::', '::group::Two', 'b', '::endgroup::', 'c')
    expect(rowsOf(two, [], { errors: [], failed: true })).toEqual(['1 > One (1)', '4 v Two (1)', '5', '7'])
  })

  it('know how deep a line is in open groups', () => {
    const markers = nested.flatMap((each) => markerOf(each) ?? [])
    const { depth } = foldLines(10, groupsOf(markers), new Map(), { errors: [6], failed: false })
    expect([1, 2, 3, 4, 5, 6, 8, 10].map(depth)).toEqual([0, 0, 1, 1, 2, 2, 1, 0])
  })

  it('that still grow are open until a person folds them', () => {
    const growing = log('::group::Build', 'a', 'b')
    expect(rowsOf(growing)).toEqual(['1 v Build (2)', '2', '3'])
    expect(rowsOf(growing, [[1, false]])).toEqual(['1 > Build (2)'])
  })

  it('need a beginning, and may be empty or follow one another', () => {
    expect(rowsOf(log('::endgroup::', 'say ::group::x', '::group::', '::endgroup::', '::group::y', 'z', '::endgroup::'))).toEqual(
      ['1', '2', '3 >  (0)', '5 > y (1)'],
    )
  })

  it('of a long log are found in any row quickly', () => {
    const lines = Array.from({ length: 30_000 }, (_, at) => line(at + 1, ['::group::g', 'x', '::endgroup::'][at % 3] ?? ''))
    const folded = foldLines(lines.length, groupsOf(lines.flatMap((each) => markerOf(each) ?? [])), new Map(), calm)
    expect([folded.rows, folded.lineAt(0), folded.lineAt(9_999)]).toEqual([10_000, 1, 29_998])
  })
})

describe('the newest lines of a log that grows', () => {
  const size = (lines: number, attempt = 1) => ({ attempt, lines, bytes: lines, ended: false, gone: null })
  const texts = ({ tail }: Grown): string[] => tail.map(({ n, text }) => `${n}${text}`)

  it('follow one another, and an unfinished one is replaced', () => {
    const first = grow(null, { ...size(2), tail: [line(1, 'a'), line(2, 'b', true)] })
    const second = grow(first, { ...size(3), tail: [line(2, 'bc'), line(3, 'd')] })
    expect(texts(second)).toEqual(['1a', '2bc', '3d'])
    expect(texts(grow(second, { ...size(3), tail: [] }))).toEqual(['1a', '2bc', '3d'])
  })

  it('have no gap, are bounded, and begin anew with another attempt', () => {
    const first = grow(null, { ...size(2), tail: [line(1, 'a'), line(2, 'b')] })
    expect(texts(grow(first, { ...size(9), tail: [line(8, 'h'), line(9, 'i')] }))).toEqual(['8h', '9i'])
    expect(texts(grow(first, { ...size(0, 2), tail: [] }))).toEqual([])
    const many = grow(first, { ...size(5_000), tail: Array.from({ length: 4_998 }, (_, at) => line(at + 3, 'x')) })
    expect([many.tail.length, many.tail.at(-1)?.n]).toEqual([1_000, 5_000])
  })
})
