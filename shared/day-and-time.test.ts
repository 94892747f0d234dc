import { expect, it } from 'vitest'
import { dayAndTime } from './day-and-time.ts'

const now = Date.UTC(2026, 10, 27, 11, 5, 13)

it.each([
  [Date.UTC(2026, 10, 27, 0, 0), 'today 00:00'],
  [Date.UTC(2026, 10, 27, 23, 59, 59), 'today 23:59'],
  [Date.UTC(2026, 10, 26, 23, 59), 'yesterday 23:59'],
  [Date.UTC(2026, 10, 28, 2, 30), 'tomorrow 02:30'],
  [Date.UTC(2026, 10, 29, 2, 30), 'Sun 29 Nov 02:30'],
  [Date.UTC(2026, 5, 3, 9, 7), 'Wed 3 Jun 09:07'],
  [Date.UTC(2027, 0, 1, 9, 7), 'Fri 1 Jan 2027 09:07'],
])('a time is written by its day, in a few words: %d', (at, text) => {
  expect(dayAndTime(at, { zone: 'UTC', now })).toBe(text)
})

it('a time is written by the day that it has in its zone', () => {
  expect(dayAndTime(Date.UTC(2026, 10, 27, 22, 30), { zone: 'Asia/Tokyo', now })).toBe('tomorrow 07:30')
  expect(dayAndTime(Date.UTC(2026, 11, 31, 22, 30), { zone: 'Asia/Tokyo', now })).toBe('Fri 1 Jan 2027 07:30')
})

it('a time has seconds where they are asked for', () => {
  expect(dayAndTime(now, { zone: 'UTC', now, seconds: true })).toBe('today 11:05:13')
})
