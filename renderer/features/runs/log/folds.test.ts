import { describe, expect, it } from 'vitest'
import type { LogLine } from '../../../../shared/model/log.ts'
import { foldLines, foldsOf, groupsOf, markerOf, type Reasons, tracesOf } from './folds.ts'
import { foldOf } from './line-looks.ts'
import { lineSet, noLines } from './line-set.ts'
import { rowsWithout } from './row-model.ts'
import { type Grown, grow } from './tail.ts'

const line = (n: number, text: string, open = false): LogLine => ({ n, at: 0, stream: 'out', text, cut: 0, open })
const log = (...texts: string[]): LogLine[] => texts.map((text, at) => line(at + 1, text))

type Because = { errors?: number[]; sought?: number[]; failed?: boolean; traces?: [number, number][] }

const reasonsOf = ({ errors = [], sought = [], failed = false }: Because): Reasons => ({
  errors: [noLines, lineSet(errors)],
  sought: [lineSet(sought)],
  failed,
})

const foldsIn = (lines: LogLine[], { traces = [] }: Because = {}) =>
  foldsOf(groupsOf(lines.flatMap((each) => markerOf(each) ?? [])), tracesOf(traces.map(([from, to]) => ({ from, to }))))

/** What stands in the rows: numbers of lines, heads with what is folded behind them. */
function rowsOf(lines: LogLine[], chosen: [number, boolean][] = [], because: Because = {}): string[] {
  const folded = foldLines(foldsIn(lines, because), new Map(chosen), reasonsOf(because))
  const model = rowsWithout(folded.hidden)(lines.length)
  return Array.from({ length: model.rows }, (_, row) => {
    const n = model.lineAt(row)
    const look = foldOf(folded.head(n), lines.length)
    if (!look) return String(n)
    return `${n} ${look.open ? 'v' : look.hidesErrors ? '!' : '>'} ${look.title ?? 'trace'} (${look.lines})`
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
    const because = { errors: [6] }
    expect(rowsOf(nested, [], because)).toEqual(['1', '2 v Outer (6)', '3', '4 v Inner (2)', '5', '6', '8', '10'])
    expect(rowsOf(nested, [[2, false]], because)).toEqual(['1', '2 ! Outer (6)', '10'])
    expect(rowsOf(nested, [], { errors: [3, 10] })).toEqual(['1', '2 v Outer (6)', '3', '4 > Inner (2)', '8', '10'])
  })

  it('are folded in a run that failed, except for the last', () => {
    const two = log('::group::One', 'a', '::endgroup::', '::group::Two', 'b', '::endgroup::', 'c')
    expect(rowsOf(two, [], { failed: true })).toEqual(['1 > One (1)', '4 v Two (1)', '5', '7'])
  })

  it('know how deep a line is in open groups', () => {
    const { depth } = foldLines(foldsIn(nested), new Map(), reasonsOf({ errors: [6] }))
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

  it('open where a hit or the target of a link is inside', () => {
    expect(rowsOf(nested, [], { sought: [5] })).toEqual(['1', '2 v Outer (6)', '3', '4 v Inner (2)', '5', '6', '8', '10'])
    expect(rowsOf(nested, [[2, false]], { sought: [5] })).toEqual(['1', '2 > Outer (6)', '10'])
  })

  it('of a long log are found in any row quickly', () => {
    const lines = Array.from({ length: 30_000 }, (_, at) => line(at + 1, ['::group::g', 'x', '::endgroup::'][at % 3] ?? ''))
    const model = rowsWithout(foldLines(foldsIn(lines), new Map(), reasonsOf({})).hidden)(lines.length)
    expect([model.rows, model.lineAt(0), model.lineAt(9_999)]).toEqual([10_000, 1, 29_998])
  })
})

describe('traces', () => {
  const many = Array.from({ length: 100 }, (_, at) => line(at + 1, 'at frame'))

  it('are open while they are short, folded when they are long, and keep their first line', () => {
    expect(rowsOf(many.slice(0, 6), [], { traces: [[2, 4]] })).toEqual(['1', '2 v trace (2)', '3', '4', '5', '6'])
    expect(rowsOf(many.slice(0, 6), [[2, false]], { traces: [[2, 4]] })).toEqual(['1', '2 > trace (2)', '5', '6'])
    expect(rowsOf(many, [], { traces: [[2, 99]] })).toEqual(['1', '2 > trace (97)', '100'])
    expect(rowsOf(many, [], { traces: [[2, 99]], sought: [50] })).toHaveLength(100)
  })

  it('of one line have nothing to fold, and one that leaves its group does not fold', () => {
    expect(rowsOf(many.slice(0, 2), [], { traces: [[1, 1]] })).toEqual(['1', '2'])
    const lines = log('::group::A', 'x', 'y', '::endgroup::', 'z')
    expect(rowsOf(lines, [[1, true]], { traces: [[2, 5]] })).toEqual(['1 v A (2)', '2', '3', '5'])
    expect(rowsOf(lines, [[1, true]], { traces: [[2, 3]] })).toEqual(['1 v A (2)', '2 v trace (1)', '3', '5'])
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
