import { describe, expect, it } from 'vitest'
import { momentIn } from './moments.ts'
import { exactTime, ownZone, scheduledTime, timeText, zonedTime } from './time-text.ts'

const now = new Date(2026, 10, 26, 11, 5, 13).getTime()
const otherZone = ownZone() === 'Asia/Tokyo' ? 'UTC' : 'Asia/Tokyo'

describe('a time in the output of lf', () => {
  it('is in the time zone of this computer', () => {
    expect(timeText(now, now)).toBe('today 11:05')
    expect(exactTime(now, now)).toBe('today 11:05:13')
    expect([timeText(null), exactTime(null)]).toEqual(['', ''])
  })

  it('of a schedule has seconds only if it is not at a full minute', () => {
    expect(scheduledTime(now, ownZone(), now)).toBe('today 11:05:13')
    expect(scheduledTime(now - 13_000, ownZone(), now)).toBe('today 11:05')
  })

  it('of a schedule names the zone if it is another one', () => {
    expect(zonedTime(now - 13_000, ownZone(), now)).toBe('today 11:05')
    expect(zonedTime(now - 13_000, otherZone, now)).toMatch(new RegExp(`^\\w+ \\d\\d:\\d\\d \\(${otherZone}\\)$`))
  })

  it.each([0, 1, 2, 40, 400, -1, -40, -400])('is a time that lf reads: %d days from now', (days) => {
    const at = now - 13_000 + days * 86_400_000
    for (const zone of [ownZone(), 'UTC', 'Asia/Tokyo']) expect(momentIn(scheduledTime(at, zone, now), zone, now)).toBe(at)
  })
})
