import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isAlive, startTestEngine, temporaryFolder, until, untilEnded } from '../testing/engine.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { expectWhole } from '../testing/flow-record.ts'
import { type Draft, runFlow, startFlow, tale, visitsOf } from '../testing/flows.ts'

const one = (node: Draft, over: Draft = {}): Draft => ({ start: 'a', nodes: { a: node }, ...over })

describe('an attempt that times out', () => {
  it('is stopped with every process that it started', async () => {
    const engine = await startTestEngine()
    const pids = join(temporaryFolder(), 'pids')
    const code = `trap '' TERM; sleep 60 & echo $! $$ > ${pids}; wait; sleep 60`
    const run = await runFlow(engine, one({ exec_type: 'shell', script: { cmd: '/bin/sh', code }, attempt_timeout_ms: 2_000 }))
    expect(run).toMatchObject({ status: 'failed', reason: 'timeout' })
    const left = readFileSync(pids, 'utf8').trim().split(' ').map(Number)
    await until(() => !left.some(isAlive))
    expectWhole(engine, run)
  }, 30_000)
})

describe('timeouts of a flow, a node and an attempt', () => {
  const failing = { exec_type: 'local_func', func: 'fail', retry: { max_attempts: 100, delay_ms: 1_000, backoff: 'fixed' } }

  it("a flow's timeout ends the flow in the middle of a wait", async () => {
    const clock = createFakeClock()
    const engine = await startTestEngine({ clock })
    const run = await startFlow(engine, one(failing, { timeout_ms: 5_500 }))
    for (let second = 1; second <= 5; second++) {
      await until(() => tale(engine, run).filter((type) => type === 'attempt failed').length === second)
      clock.advance(1_000)
    }
    await until(() => tale(engine, run).filter((type) => type === 'attempt failed').length === 6)
    clock.advance(500)
    expect(await untilEnded(engine, run.id)).toMatchObject({ status: 'failed', reason: 'timeout' })
    clock.advance(60_000)
    expect(tale(engine, run).filter((type) => type === 'started')).toHaveLength(6)
    expectWhole(engine, run)
  })

  it("a node's timeout covers all attempts and the delays between them", async () => {
    const clock = createFakeClock()
    const engine = await startTestEngine({ clock })
    const run = await startFlow(engine, {
      start: 'a',
      nodes: {
        a: { ...failing, timeout_ms: 1_500 },
        late: { exec_type: 'local_func', func: 'noop', post: { output_key: 'late' } },
      },
      edges: [{ from: 'a', action: 'timeout', to: 'late' }],
    })
    await until(() => tale(engine, run).includes('attempt failed'))
    clock.advance(1_000)
    await until(() => tale(engine, run).filter((type) => type === 'attempt failed').length === 2)
    clock.advance(500)
    expect(await untilEnded(engine, run.id)).toMatchObject({ status: 'succeeded' })
    expect(visitsOf(engine, run)).toEqual({ a: 1, late: 1 })
    expectWhole(engine, run)
  })
})

describe('a clock that is set during a retry delay', () => {
  it('starts the next attempt once, neither early nor late', async () => {
    const clock = createFakeClock()
    const engine = await startTestEngine({ clock })
    const run = await startFlow(
      engine,
      one({ exec_type: 'local_func', func: 'fail', retry: { max_attempts: 2, delay_ms: 30_000 } }),
    )
    await until(() => tale(engine, run).includes('attempt failed'))
    clock.set(-7_200_000)
    clock.advance(90_000)
    expect(await untilEnded(engine, run.id)).toMatchObject({ status: 'failed' })
    expect(tale(engine, run).filter((type) => type === 'started')).toHaveLength(2)
  })
})

it('a node that waits for a signal times out no later when the clock is set back in the meantime', async () => {
  const clock = createFakeClock()
  const engine = await startTestEngine({ clock })
  const run = await startFlow(engine, one({ kind: 'wait_event', signal_key: 'x', timeout_ms: 30_000 }))
  clock.set(-7_200_000)
  clock.advance(30_000)
  expect(await untilEnded(engine, run.id)).toMatchObject({ status: 'failed' })
})
