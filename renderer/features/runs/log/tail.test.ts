import { expect, it } from 'vitest'
import type { LogGrowth, LogLine } from '../../../../shared/model/log.ts'
import { grow, lineOfTail } from './tail.ts'

const line = (n: number, text = `line ${n}`): LogLine => ({ n, text }) as LogLine
const growth = (attempt: number, tail: LogLine[]): LogGrowth => ({ attempt, tail }) as unknown as LogGrowth
const texts = (tail: LogLine[]) => tail.map(({ text }) => text)

it('new lines follow those that are there', () => {
  const first = grow(null, growth(1, [line(5), line(6)]))
  const { tail } = grow(first, growth(1, [line(7)]))
  expect(texts(tail)).toEqual(['line 5', 'line 6', 'line 7'])
  expect(lineOfTail(tail, 6)?.text).toBe('line 6')
  expect(lineOfTail(tail, 4)).toBeUndefined()
})

it('an unfinished line is replaced when there is more of it', () => {
  const first = grow(null, growth(1, [line(1), line(2, 'hal')]))
  expect(texts(grow(first, growth(1, [line(2, 'half'), line(3)])).tail)).toEqual(['line 1', 'half', 'line 3'])
})

it('after a gap, and in another attempt, the tail starts anew', () => {
  const first = grow(null, growth(1, [line(1)]))
  expect(texts(grow(first, growth(1, [line(9)])).tail)).toEqual(['line 9'])
  expect(texts(grow(first, growth(2, [line(2)])).tail)).toEqual(['line 2'])
  expect(grow(first, growth(2, [])).tail).toEqual([])
})

it('at most a thousand lines are kept', () => {
  const many = Array.from({ length: 1_500 }, (_, at) => line(at + 1))
  const { tail } = grow(grow(null, growth(1, many.slice(0, 900))), growth(1, many.slice(900)))
  expect([tail.length, tail[0]?.n, tail.at(-1)?.n]).toEqual([1_000, 501, 1_500])
})

it('a log whose file became shorter begins anew', () => {
  const grown = (bytes: number, tail: LogLine[]): LogGrowth => ({ ...growth(1, tail), bytes })
  const first = grow(null, grown(60, [line(5), line(6)]))
  const shorter = grow(first, grown(20, [line(1)]))
  expect([texts(shorter.tail), shorter.shrunk]).toEqual([['line 1'], 1])
  const longer = grow(shorter, grown(30, [line(2)]))
  expect([texts(longer.tail), longer.shrunk]).toEqual([['line 1', 'line 2'], 1])
})
