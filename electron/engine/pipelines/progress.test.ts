import { describe, expect, it } from 'vitest'
import { createFakeClock } from '../testing/fake-clock.ts'
import { createProgress, progressMs } from './progress.ts'

describe('the progress of a pipeline', () => {
  it('is published at once, and then once per interval while it changes', () => {
    const clock = createFakeClock()
    const begun = clock.now()
    const passed: string[] = []
    const progressed = createProgress(
      clock,
      (run) => `run ${run}`,
      (id) => passed.push(`${id} at ${clock.now() - begun}`),
    )
    for (let ms = 0; ms < 2 * progressMs; ms += 50) {
      progressed([1])
      clock.advance(50)
    }
    progressed([2])
    clock.advance(10 * progressMs)
    progressed([1])
    expect(passed).toEqual([
      'run 1 at 0',
      `run 1 at ${progressMs}`,
      `run 1 at ${2 * progressMs}`,
      `run 2 at ${2 * progressMs}`,
      `run 1 at ${12 * progressMs}`,
    ])
  })

  it('of a run that is gone is not passed on', () => {
    const passed: string[] = []
    createProgress(
      createFakeClock(),
      () => undefined,
      (id) => passed.push(id),
    )([1])
    expect(passed).toEqual([])
  })
})
