import { expect, it } from 'vitest'
import { usualOf } from './usual.ts'

const took = (...durations: number[]) => durations.map((ms) => ({ startedAt: 1_000, endedAt: 1_000 + ms }))

it('the usual duration is the one in the middle', () => {
  expect(usualOf(took(5, 900, 7))).toBe(7)
  expect(usualOf([...took(5, 6, 7), { startedAt: null, endedAt: 5 }])).toBe(6)
})

it('too few runs have no usual duration', () => {
  expect(usualOf(took(5, 6))).toBeNull()
})
