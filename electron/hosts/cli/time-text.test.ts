import { describe, expect, it } from 'vitest'
import { exactTime, timeHead, timeText } from './time-text.ts'

const now = new Date(2026, 10, 26, 11, 5, 13).getTime()
const [second, minute, hour, day] = [1_000, 60_000, 3_600_000, 86_400_000]

describe('a time in the output of lf', () => {
  it.each([
    [-1 * second, 'just now'],
    [-59 * second, '59 s ago'],
    [-14 * minute - 59 * second, '14 min ago'],
    [-23 * hour, '23 h ago'],
    [3 * hour, 'in 3 h'],
    [0, 'just now'],
  ])('within a day says how far away it is: %d ms', (ms, text) => {
    expect(timeText(now + ms, now)).toBe(text)
  })

  it('beyond a day is a date and a time, with the year if it is another one', () => {
    const year = new Date().getFullYear()
    const june = new Date(year, 5, 3, 9, 7).getTime()
    expect(timeText(june, june + 2 * day)).toBe('3 Jun, 09:07')
    const earlier = new Date(year - 1, 5, 3, 9, 7, 4).getTime()
    expect(timeText(earlier, earlier + 2 * day)).toBe(`3 Jun ${year - 1}, 09:07`)
    expect(exactTime(earlier)).toBe(`3 Jun ${year - 1}, 09:07:04`)
  })

  it('has its zone in the heading if a row names a time of day', () => {
    const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone
    expect(timeHead('QUEUED', [Date.now(), null])).toBe('QUEUED')
    expect(timeHead('QUEUED', [Date.now(), Date.now() - 2 * day])).toBe(`QUEUED (${zone})`)
  })
})
