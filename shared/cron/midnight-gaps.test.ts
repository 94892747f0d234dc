import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { changeAt, compareAround } from './around-change.ts'
import { wallOf } from './cron-reference.ts'
import { compileCron, occurrences } from './occurrences.ts'

/** Written by `npm run fuzz-cron -- --transitions --keep`, which goes through all other changes as well. */
const gaps = Object.entries(
  JSON.parse(readFileSync(new URL('midnight-gaps.json', import.meta.url), 'utf8')) as Record<string, number[]>,
)

const next = (expression: string, zone: string, after: string, count: number): string[] =>
  occurrences(compileCron(expression, zone), Date.parse(after), count).map((at) => new Date(at).toISOString().slice(0, 16))

describe('a time that the clocks skip before midnight', () => {
  it.each([
    ['30 23 * * *', 'America/Nuuk', '2027-03-27T12:00Z', ['2027-03-28T01:00', '2027-03-29T00:30']],
    ['30 23 * * *', 'America/Scoresbysund', '2027-03-27T12:00Z', ['2027-03-28T01:00', '2027-03-29T00:30']],
    ['45 23 * * *', 'Asia/Pyongyang', '2018-05-04T12:00Z', ['2018-05-04T15:00', '2018-05-05T14:45']],
    ['30 23 27 3 *', 'America/Nuuk', '2027-03-27T12:00Z', ['2027-03-28T01:00', '2028-03-28T00:30']],
    ['30 23 * * SAT', 'America/Nuuk', '2027-03-27T12:00Z', ['2027-03-28T01:00', '2027-04-04T00:30']],
    ['30 23 28 3 *', 'America/Nuuk', '2027-03-27T12:00Z', ['2027-03-29T00:30']],
    ['0,30 23 * * *', 'America/Nuuk', '2027-03-27T12:00Z', ['2027-03-28T01:00', '2027-03-29T00:00']],
    ['45 23 31 12 *', 'Asia/Kuala_Lumpur', '1981-12-31T12:00Z', ['1981-12-31T16:00', '1982-12-31T15:45']],
    ['45 23 L * THU', 'Asia/Kuala_Lumpur', '1981-12-31T12:00Z', ['1981-12-31T16:00', '1982-01-07T15:45']],
    ['45 23 1 1 *', 'Asia/Kuala_Lumpur', '1981-12-31T12:00Z', ['1982-01-01T15:45']],
  ])('of %s in %s after %s runs at the first instant after them, on whatever date', (expression, zone, after, due) => {
    expect(next(expression, zone, after, due.length)).toEqual(due)
  })

  it('belongs to its own day: a day that a zone left out has no times', () => {
    expect(next('0 9 * * *', 'Pacific/Apia', '2011-12-29T12:00Z', 2)).toEqual(['2011-12-29T19:00', '2011-12-30T19:00'])
    expect(next('0 9 30 12 *', 'Pacific/Apia', '2011-12-29T12:00Z', 1)).toEqual(['2012-12-29T19:00'])
    expect(next('0 9 21 8 *', 'Pacific/Kwajalein', '1993-08-20T12:00Z', 1)).toEqual(['1994-08-20T21:00'])
  })

  it('may have been skipped by half a minute more', () => {
    expect(next('30 0 * * *', 'Africa/Monrovia', '1972-01-06T12:00Z', 2)).toEqual(['1972-01-07T00:44', '1972-01-08T00:30'])
  })
})

describe('every change of the clocks that skips midnight, or up to it, from 1970 to 2040', () => {
  it.each(gaps)('in %s: fixed times and others around it are due when the rule says', (zone, minutes) => {
    const wall = wallOf(zone)
    expect(minutes.flatMap((at) => compareAround(changeAt(zone, at * 60_000, wall)).faults)).toEqual([])
  })
})
