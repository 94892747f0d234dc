import { expect, it } from 'vitest'
import { checkCron } from '../cron/check.ts'
import { compileCron, occurrences } from '../cron/occurrences.ts'
import { matchBoth, type PickName, pick, picksOf } from './picks.ts'

const values = (expression: string, name: PickName) => picksOf(expression)?.[name].values

it('an expression shows the values each field names, however they are written', () => {
  const expression = '*/20 9-11,13 1,15 JAN-MAR MON-FRI'
  expect(values(expression, 'minute')).toEqual([0, 20, 40])
  expect(values(expression, 'hour')).toEqual([9, 10, 11, 13])
  expect(values(expression, 'day of month')).toEqual([1, 15])
  expect(values(expression, 'month')).toEqual([1, 2, 3])
  expect(values(expression, 'day of week')).toEqual([1, 2, 3, 4, 5])
  expect(values(expression, 'year')).toEqual([])
  expect(values('0 0 9 * * * 2027-2029', 'year')).toEqual([2027, 2028, 2029])
  expect(values('10/20 * * * *', 'minute')).toEqual([10, 30, 50])
  expect(values('0 9 * * 5-7', 'day of week')).toEqual([0, 5, 6])
  expect(values('@weekly', 'day of week')).toEqual([0])
})

it('what values cannot say is left to the expression', () => {
  expect(values('0 9 L * *', 'day of month')).toBeNull()
  expect(values('0 9 * * 1#2', 'day of week')).toBeNull()
  expect(values('0 0 9 * * * */2', 'year')).toBeNull()
  expect(values('70 9 * * *', 'minute')).toBeNull()
  expect(picksOf('nonsense')).toBeNull()
})

it('picking values changes that field alone', () => {
  expect(pick('0 9 * * MON', 'hour', [9, 10, 11, 15])).toBe('0 9-11,15 * * MON')
  expect(pick('30 0 9 L * *', 'hour', [])).toBe('30 0 * L * *')
  expect(pick('@daily', 'month', [1, 7])).toBe('0 0 * 1,7 *')
  expect(
    pick(
      '0 9 * * *',
      'minute',
      Array.from({ length: 60 }, (_, minute) => minute),
    ),
  ).toBe('* 9 * * *')
  expect(pick('nonsense', 'hour', [1])).toBe('nonsense')
})

it('a year gives the expression seven fields, and no year takes them away again', () => {
  const inTwoYears = pick('0 9 * * *', 'year', [2028, 2027])
  expect(inTwoYears).toBe('0 0 9 * * * 2027,2028')
  expect(pick(inTwoYears, 'year', [])).toBe('0 9 * * *')
})

it('days and weekdays match either or both, as a person chooses', () => {
  const either = pick('0 9 1,15 * *', 'day of week', [1])
  expect([either, picksOf(either)?.both]).toEqual(['0 9 1,15 * 1', false])
  const both = matchBoth(either, true)
  expect([both, picksOf(both)?.both]).toEqual(['0 9 1,15 * +1', true])
  expect(pick(both, 'day of month', [2])).toBe('0 9 2 * +1')
  expect(pick(both, 'day of month', [])).toBe('0 9 * * 1')
  expect(matchBoth(both, false)).toBe(either)
})

it('days in steps go on to match together with weekdays when they become values', () => {
  const expression = '0 9 */10 * 1'
  const picked = pick(expression, 'day of month', values(expression, 'day of month') ?? [])
  expect(picked).toBe('0 9 1,11,21,31 * +1')
  const next = (text: string) => occurrences(compileCron(text, 'UTC'), Date.UTC(2026, 0, 1), 5)
  expect(next(picked)).toEqual(next(expression))
})

it('every field that shows values means the same once they are picked again', () => {
  const expressions = ['5,10-20/5 */6 1-7 */3 MON,SUN', '*/15 8-18 * * 1-5', '0 0 1 1 *', '0 0 9 1 * +1 2027']
  for (const expression of expressions)
    for (const name of ['minute', 'hour', 'day of month', 'day of week', 'month', 'year'] as const) {
      const picked = pick(expression, name, values(expression, name) ?? [])
      expect(checkCron(picked)).toEqual([])
      expect(values(picked, name)).toEqual(values(expression, name))
      const next = (text: string) => occurrences(compileCron(text, 'UTC'), Date.UTC(2026, 0, 1), 20)
      expect([picked, next(picked)]).toEqual([picked, next(expression)])
    }
})
