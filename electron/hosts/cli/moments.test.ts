import { expect, it } from 'vitest'
import { durationOf, endOfPause, timeToCome } from './moments.ts'

const now = Date.UTC(2026, 10, 27, 15, 30)

it.each([
  ['2026-12-24 18:30', Date.UTC(2026, 11, 24, 17, 30)],
  ['1h', now + 3_600_000],
  ['1h30m', now + 5_400_000],
  ['tomorrow', Date.UTC(2026, 10, 27, 23)],
])('a pause until %s ends at that time in the zone', (text, at) => {
  expect(endOfPause(text, 'Europe/Berlin', now)).toBe(at)
})

it('a run starts at a time to come, and not in the past', () => {
  const at = (text: string) => timeToCome(text, 'UTC', now + 20_000)
  expect([at('2026-11-27 15:30'), at('2h')]).toEqual([now, now + 7_220_000])
  expect(() => at('yesterday')).toThrow('The time "yesterday" is over: give a later one, or leave it out to start now.')
})

it('a duration without a unit is one of seconds, as in --timeout', () => {
  expect([durationOf('5'), durationOf('1.5'), durationOf('5m')]).toEqual([5_000, 1_500, 300_000])
  expect(() => durationOf('often')).toThrow('Could not read the duration "often"')
})
