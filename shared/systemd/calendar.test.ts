import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ScheduleSpec } from '../model/schedule.ts'
import { momentsOf } from '../schedule/moments.ts'
import { calendarOf } from './calendar.ts'

const read = (text: string) => {
  const found = calendarOf(text)
  return 'message' in found ? found.message : [found.expr, found.tz, found.window]
}

describe('OnCalendar', () => {
  it.each([
    ['daily', '0 0 * * *'],
    ['weekly', '0 0 * * 1'],
    ['quarterly', '0 0 1 */3 *'],
    ['Mon..Fri 02:30', '30 2 * * 1,2,3,4,5'],
    ['Sat,Sun *-*-* 9:05', '5 9 * * 0,6'],
    ['Fri..Mon 10:00', '0 10 * * 0,1,5,6'],
    ['*:0/15', '*/15 * * * *'],
    ['*-*-* 4,10,16,22:00:00', '0 4,10,16,22 * * *'],
    ['*-*-* *:*:0/20', '*/20 * * * * *'],
    ['*-12-24 18:30:00', '30 18 24 12 *'],
    ['12-24', '0 0 24 12 *'],
    ['*-*~01 23:00', '0 23 L * *'],
    ['Monday', '0 0 * * 1'],
    ['Mon..Sun 7:00', '0 7 * * *'],
  ])('%s is %s', (text, expr) => {
    expect(read(text)).toEqual([expr, null, null])
  })

  it('has a zone, years, and days of the week together with days of the month', () => {
    expect(read('*-*-* 06:00 Europe/London')).toEqual(['0 6 * * *', 'Europe/London', null])
    expect(read('Fri *-*-13 12:00 UTC')).toEqual(['0 12 13 * *', 'UTC', expect.objectContaining({ weekdays: [5] })])
    expect(read('2027..2028-06-01 00:00')).toEqual([
      '0 0 1 6 *',
      null,
      expect.objectContaining({ from: '2027-01-01', to: '2028-12-31', weekdays: null }),
    ])
  })

  it.each([
    ['*-*-* 25:00', '"25" is not between 0 and 23.'],
    ['*-*~03', 'Days counted from the end of the month'],
    ['*-*-* 06:00 Mars/Olympus', 'There is no time zone "Mars/Olympus".'],
    ['2026,2028-01-01', 'The years "2026,2028" are not supported'],
    ['12:00:00.5', 'Fractions of a second'],
    ['sometimes', 'is not a date'],
    ['', 'is empty'],
    ['Mon 12:00 13:00', 'Could not read "Mon 12:00 13:00"'],
  ])('%s is refused: %s', (text, message) => {
    expect(read(text)).toContain(message)
  })

  it('of any kind becomes a schedule, or is refused with a reason', () => {
    const field = (most: number) =>
      fc.oneof(
        fc.constant('*'),
        fc.integer({ min: 0, max: most }).map(String),
        fc.tuple(fc.nat(most), fc.nat(most)).map(([a, b]) => `${a}..${b}`),
        fc.tuple(fc.nat(most), fc.integer({ min: 1, max: 9 })).map(([a, b]) => `${a}/${b}`),
        fc.string({ maxLength: 4 }),
      )
    fc.assert(
      fc.property(
        field(13),
        field(32),
        field(24),
        field(60),
        fc.constantFrom('', 'Mon ', 'Tue..Sat '),
        (month, day, hour, minute, weekday) => {
          const found = calendarOf(`${weekday}*-${month}-${day} ${hour}:${minute}`)
          if ('message' in found) return void expect(found.message).not.toBe('')
          const spec = ScheduleSpec.safeParse({ timing: { kind: 'cron', expr: found.expr }, tz: 'UTC', window: found.window })
          expect(spec.success).toBe(true)
          if (spec.success) momentsOf(spec.data).next(0)
        },
      ),
    )
  })
})
