import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { startTestEngine } from '../testing/engine.ts'

const count = 240
const source = 'start: w\nnodes:\n  w: {kind: wait_event, signal_key: go}\n'

describe('a page of the runs of flows, where each run must be read to tell whether it counts', () => {
  it('lets others have their turn between the runs, and has the true total', async () => {
    const engine = await startTestEngine({ dispatch: false })
    await engine.flows.create('waits', source)
    await engine.flows.publish('waits', '')
    await Promise.all(Array.from({ length: count }, () => engine.flowRuns.start('waits', null, {}, 'api')))
    let [judged, most, done] = [0, 0, false]
    const keep = ({ number }: { number: number }) => {
      judged++
      return number % 2 === 0
    }
    const page = engine.flowRunRecords.page({ status: null, version: null, offset: 5, limit: 3, keep }).finally(() => {
      done = true
    })
    for (let before = 0; !done; before = judged) {
      await setImmediate()
      most = Math.max(most, judged - before)
    }
    const { runs, total } = await page
    expect([judged, total, runs.map(({ number }) => number)]).toEqual([count, count / 2, [230, 228, 226]])
    expect(most).toBeLessThanOrEqual(100)
  })
})
