import { describe, expect, it } from 'vitest'
import { createFakeClock } from '../testing/fake-clock.ts'
import { createBatch, gatherMost } from './batch.ts'

describe('changes that are gathered for one run', () => {
  it('are passed to it when no change came for a while', () => {
    const clock = createFakeClock()
    const begun: unknown[] = []
    const batch = createBatch(clock, 1_000, (params) => begun.push(params))
    batch.add('/b', 'added')
    clock.advance(900)
    batch.add('/a', 'changed')
    clock.advance(999)
    expect(begun).toEqual([])
    clock.advance(1)
    expect(begun).toEqual([{ path: '/a', paths: ['/a', '/b'], count: 2, change: 'several' }])
  })

  it.each([
    ['', 0],
    [', also when the clock is set back in between', -3_600_000],
    [', also when the clock is set forward in between', 3_600_000],
  ])('are passed to it after twenty times that, however many come%s', (_, setMs) => {
    const clock = createFakeClock()
    const begun: unknown[] = []
    const batch = createBatch(clock, 1_000, (params) => begun.push(params))
    batch.add('/0', 'added')
    clock.set(setMs)
    for (let half = 1; half < gatherMost * 2; half++) {
      clock.advance(500)
      batch.add(`/${half}`, 'added')
    }
    expect(begun).toEqual([])
    clock.advance(500)
    expect(begun).toMatchObject([{ count: gatherMost * 2, change: 'added' }])
  })
})
