import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Backoff, longestWait, previewWaits, waitAfter } from './backoff.ts'

const day = 24 * 3_600_000
const backoffs = fc.record({
  kind: fc.constantFrom('fixed' as const, 'exponential' as const),
  delayMs: fc.integer({ min: 0, max: 7 * day }),
  maxMs: fc.integer({ min: 0, max: 7 * day }),
  jitter: fc.boolean(),
})
const attempts = fc.integer({ min: 1, max: 100 })
const randoms = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })

describe('the wait between two attempts', () => {
  it('is the same each time when it is fixed', () => {
    expect(previewWaits(Backoff.parse({ kind: 'fixed', delayMs: 700 }), 5)).toEqual([700, 700, 700, 700])
  })

  it('doubles each time when it is exponential, up to its longest', () => {
    expect(previewWaits(Backoff.parse({ delayMs: 1_000, maxMs: 5_000 }), 6)).toEqual([1_000, 2_000, 4_000, 5_000, 5_000])
  })

  it('is never longer than its longest, also when the first wait would be', () => {
    expect(previewWaits(Backoff.parse({ kind: 'fixed', delayMs: 9_000, maxMs: 4_000 }), 3)).toEqual([4_000, 4_000])
    expect(previewWaits(Backoff.parse({ kind: 'exponential', delayMs: 9_000, maxMs: 4_000 }), 3)).toEqual([4_000, 4_000])
  })

  it('may be nothing at all', () => {
    expect(previewWaits(Backoff.parse({ delayMs: 0 }), 4)).toEqual([0, 0, 0])
    expect(previewWaits(Backoff.parse({ maxMs: 0 }), 4)).toEqual([0, 0, 0])
  })

  it('is one fewer than the attempts', () => {
    expect(previewWaits(Backoff.parse({}), 1)).toEqual([])
    expect(previewWaits(Backoff.parse({}), 100)).toHaveLength(99)
  })

  it('starts with a second, doubles up to an hour, and has no jitter by default', () => {
    expect(Backoff.parse({})).toEqual({ kind: 'exponential', delayMs: 1_000, maxMs: 3_600_000, jitter: false })
  })

  it('with jitter is anything from nothing to the whole, both included', () => {
    const backoff = Backoff.parse({ kind: 'fixed', delayMs: 1_000, jitter: true })
    expect(waitAfter(backoff, 1, () => 0)).toBe(0)
    expect(waitAfter(backoff, 1, () => 0.5)).toBe(500)
    expect(waitAfter(backoff, 1, () => 1 - Number.EPSILON)).toBe(1_000)
  })

  it('without jitter uses no random number', () => {
    const unasked = () => {
      throw new Error('no user should ask')
    }
    expect(waitAfter(Backoff.parse({ delayMs: 40 }), 2, unasked)).toBe(80)
  })

  it('is a whole number from nothing to its longest, whatever the backoff, the attempt and the chance', () => {
    fc.assert(
      fc.property(backoffs, attempts, randoms, (backoff, attempt, random) => {
        const wait = waitAfter(backoff, attempt, () => random)
        expect(Number.isInteger(wait) && wait >= 0 && wait <= Math.min(longestWait(backoff, attempt), backoff.maxMs)).toBe(true)
        if (!backoff.jitter) expect(wait).toBe(longestWait(backoff, attempt))
      }),
    )
  })

  it('never becomes shorter from one attempt to the next', () => {
    fc.assert(
      fc.property(backoffs, attempts, (backoff, attempt) => {
        expect(longestWait(backoff, attempt + 1)).toBeGreaterThanOrEqual(longestWait(backoff, attempt))
      }),
    )
  })

  it.each([{ delayMs: -1 }, { delayMs: 1.5 }, { delayMs: 7 * day + 1 }, { maxMs: -1 }, { kind: 'linear' }, { jitter: 'yes' }])(
    'cannot be %o',
    (wrong) => {
      expect(Backoff.safeParse(wrong).success).toBe(false)
    },
  )
})
