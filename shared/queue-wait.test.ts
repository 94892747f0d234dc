import { describe, expect, it } from 'vitest'
import { growingWait, waitP95 } from './queue-wait.ts'

const minutes = (...values: (number | null)[]): (number | null)[] =>
  values.map((value) => (value === null ? null : value * 60_000))

describe('the wait in the queue', () => {
  it('grows if it rose three hours in a row and is above a minute', () => {
    expect(growingWait(minutes(9, 0.1, 0.5, 1, 2))).toEqual(minutes(0.1, 0.5, 1, 2))
    expect(growingWait(minutes(0.1, 0.2, 0.3, 1))).toBeNull()
    expect(growingWait(minutes(0.1, 3, 2, 4))).toBeNull()
    expect(growingWait(minutes(1, 1, 2, 3))).toBeNull()
    expect(growingWait(minutes(1, 2, 3))).toBeNull()
  })

  it('is judged without the current hour while nothing has started in it', () => {
    expect(growingWait(minutes(1, 2, 3, 4, null))).toEqual(minutes(1, 2, 3, 4))
    expect(growingWait(minutes(1, 2, null, 4, 5))).toBeNull()
    expect(growingWait([])).toBeNull()
  })

  it('is what 95 % of the runs of an hour did not exceed', () => {
    expect(waitP95([])).toBeNull()
    expect(waitP95([...Array.from({ length: 19 }, () => 1), 100])).toBe(1)
  })
})
