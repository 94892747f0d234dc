import { describe, expect, it } from 'vitest'
import { checkCron } from './check.ts'
import { describeCron } from './describe.ts'
import { compileCron } from './occurrences.ts'

const issuesOf = (expression: string) => checkCron(expression).map(({ path, message }) => `${path}: ${message}`)

describe('an expression that is not valid', () => {
  it.each([
    ['60 * * * *', 'expr.minute', '60 is not from 0 to 59'],
    ['* 24 * * *', 'expr.hour', '24 is not from 0 to 23'],
    ['* * 0 * *', 'expr.day of month', '0 is not from 1 to 31'],
    ['* * * 13 *', 'expr.month', '13 is not from 1 to 12'],
    ['* * * FOO *', 'expr.month', 'LocalFlow cannot read it'],
    ['* * * * 8', 'expr.day of week', '8 is not from 0 to 7'],
    ['* * * * 1#6', 'expr.day of week', 'LocalFlow cannot read it'],
    ['60 * * * * *', 'expr.second', '60 is not from 0 to 59'],
    ['*/0 * * * *', 'expr.minute', 'a step is from 1 to 59'],
    ['* 22-2 * * *', 'expr.hour', 'the range 22-2 goes backwards'],
    ['* * * * FRI-MON', 'expr.day of week', 'the range FRI-MON goes backwards'],
    ['1,,2 * * * *', 'expr.minute', 'LocalFlow cannot read it'],
    ['/5 * * * *', 'expr.minute', 'LocalFlow cannot read it'],
    ['* * * * */2L', 'expr.day of week', 'LocalFlow cannot read it'],
    ['* * 1-5W * *', 'expr.day of month', 'LocalFlow cannot read it'],
  ])('%s names the field %s: %s', (expression, path, words) => {
    expect(issuesOf(expression)).toEqual([expect.stringContaining(`${path}: `)])
    expect(issuesOf(expression)[0]).toContain(words)
  })

  it('names each field that is wrong', () => {
    expect(checkCron('99 99 * * *').map(({ path }) => path)).toEqual(['expr.minute', 'expr.hour'])
  })

  it.each([
    ['', 'The expression has 0 fields; it needs five'],
    ['* * *', 'has 3 fields; it needs five'],
    ['* * * * * * * *', 'has 8 fields'],
    ['@reboot', '@reboot is not a time: use a trigger for the start of LocalFlow'],
    ['@often', '"@often" is not a known nickname; use one of @hourly'],
    ['@constructor', 'is not a known nickname'],
    [`${'1,'.repeat(2_000)}1 * * * *`, 'more than 1000 characters'],
  ])('%.20s names its problem', (expression, words) => {
    expect(issuesOf(expression)).toEqual([expect.stringContaining(words)])
  })

  it('is refused with its fields; so is an unknown zone', () => {
    expect(() => compileCron('60 * * * *', 'UTC')).toThrow(expect.objectContaining({ code: 'invalid' }))
    expect(() => compileCron('* * * * *', 'Europe/Atlantis')).toThrow(/There is no time zone "Europe\/Atlantis"/)
  })
})

describe('an expression as a sentence', () => {
  it.each([
    ['30 4 1,15 * 5', 'At 04:30, on day 1 and 15 of the month, or on Friday'],
    ['0 0 1 * MON-FRI', 'At 00:00, on day 1 of the month, or Monday through Friday'],
    ['0 9 1 * +1', 'At 09:00, on day 1 of the month, only on Monday'],
    ['0 9 1,15 * +MON-FRI', 'At 09:00, on day 1 and 15 of the month, only Monday through Friday'],
    ['0 0 9 1 * +1 2027', 'At 09:00, on day 1 of the month, only on Monday, only in 2027'],
    ['0 0 */10 * SUN', 'At 00:00, every 10 days in a month, and on Sunday'],
    ['*/15 9-17 * * MON-FRI', 'Every 15 minutes, between 09:00 and 17:59, Monday through Friday'],
    ['0 9 * * 1#2', 'At 09:00, on the second Monday of the month'],
    ['0 0 L * *', 'At 00:00, on the last day of the month'],
    ['0 0 15W * *', 'At 00:00, on the weekday nearest day 15 of the month'],
    ['0,30 9 * * *', 'At 09:00 and 09:30'],
    ['30,0,30 17,9 * * MON-FRI', 'At 09:00, 09:30, 17:00, and 17:30, Monday through Friday'],
    ['0 0,30 9 1,15 * 5', 'At 09:00 and 09:30, on day 1 and 15 of the month, or on Friday'],
    ['30 0,30 9 * * *', 'At 30 seconds past the minute, at 0 and 30 minutes past the hour, at 09:00'],
    ['* 0,30 9 * * *', 'Every second, at 0 and 30 minutes past the hour, between 09:00 and 09:59'],
    ['0,10,20,30 9,10 * * *', 'At 0, 10, 20, and 30 minutes past the hour, at 09:00 and 10:00'],
    ['0,30 * * * *', 'At 0 and 30 minutes past the hour'],
    ['@hourly', 'Every hour'],
    ['*/10 * * * * *', 'Every 10 seconds'],
    ['0,15,30,45 * * * *', 'Every 15 minutes'],
    ['0 9 * * 1,2,3,4,5', 'At 09:00, Monday through Friday'],
    ['0 9 * * 1,3,5', 'At 09:00, only on Monday, Wednesday, and Friday'],
    ['0 9 1,2,3,4,5 * *', 'At 09:00, between day 1 and 5 of the month'],
    ['1,15,30,45 9 * * *', 'At 09:01, 09:15, 09:30, and 09:45'],
  ])('%s: %s', (expression, words) => {
    expect(describeCron(expression)).toBe(words)
  })
})
