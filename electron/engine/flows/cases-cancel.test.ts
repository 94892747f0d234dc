import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Run } from '../../../shared/model/run.ts'
import type { Engine } from '../engine.ts'
import { isAlive, startTestEngine, temporaryFolder, until, untilEnded } from '../testing/engine.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { expectWhole, ledgerLine, readLedger } from '../testing/flow-record.ts'
import { type Draft, runFlow, startFlow, tale } from '../testing/flows.ts'

const sh = (code: string, over: Draft = {}): Draft => ({ exec_type: 'shell', script: { cmd: '/bin/sh', code }, ...over })
const sleep: Draft = { exec_type: 'local_func', func: 'sleep', params: { ms: 600_000 } }
const noop: Draft = { exec_type: 'local_func', func: 'noop' }
const fail: Draft = { exec_type: 'local_func', func: 'fail', retry: { max_attempts: 5, delay_ms: 600_000 } }

type Moment = [what: string, draft: Draft, reached: (engine: Engine, run: Run) => boolean]
const has =
  (type: string, times = 1) =>
  (engine: Engine, run: Run): boolean =>
    tale(engine, run).filter((each) => each === type).length >= times

const moments: Moment[] = [
  ['a node that waits for a place', { start: 'a', nodes: { a: { ...noop, queue: 'full' } } }, has('went on')],
  ['a node that runs', { start: 'a', nodes: { a: sh('sleep 60') } }, has('started')],
  ['a wait between two attempts', { start: 'a', nodes: { a: fail } }, has('attempt failed')],
  ['a timer', { start: 'a', nodes: { a: { kind: 'timer', params: { delay_ms: 600_000 } } } }, has('went on')],
  ['a wait for a signal', { start: 'a', nodes: { a: { kind: 'wait_event', signal_key: 'x' } } }, has('went on')],
  ['an approval', { start: 'a', nodes: { a: { kind: 'approval' } } }, has('went on')],
  [
    'the middle of a list',
    {
      start: 'a',
      nodes: { a: { kind: 'foreach', ...sleep, foreach_execs: [], max_parallel: 3, prep: { input_key: '$params.list' } } },
    },
    has('started', 3),
  ],
  [
    'a flow within it',
    { start: 'a', nodes: { a: { kind: 'subflow', subflow: { start: 'x', nodes: { x: sleep } } } } },
    has('child began'),
  ],
  [
    'branches',
    {
      start: 'a',
      nodes: { a: noop, b: sleep, c: { kind: 'timer', params: { delay_ms: 600_000 } } },
      edges: [{ from: 'a', to: ['b', 'c'] }],
    },
    has('started', 2),
  ],
]

describe('cancelling a run of a flow', () => {
  const list = Array.from({ length: 50 }, (_, index) => index)

  it.each(moments)(
    'ends the run in %s, even if the engine crashes right after',
    async (_, draft, reached) => {
      const dataFolder = temporaryFolder()
      const ledger = join(dataFolder, 'ledger')
      const clock = createFakeClock()
      const first = await startTestEngine({ dataFolder, clock })
      await runFlow(first, { start: 'a', nodes: { a: { ...noop, queue: 'full' } } })
      await first.queues.pause('full', undefined)
      const cleaned = { ...draft, nodes: { ...(draft['nodes'] as Draft), tidy: sh(ledgerLine(ledger)) }, cleanup: 'tidy' }
      const run = await startFlow(first, cleaned, { list })
      await until(() => reached(first, run))
      const cancelled = first.runs.cancel(run.id)
      await first.runs.cancel(run.id)
      await cancelled
      first.stop()
      const second = await startTestEngine({ dataFolder, clock })
      expect(await untilEnded(second, run.id)).toMatchObject({ status: 'cancelled', reason: 'stopped' })
      expect(tale(second, run).filter((type) => type === 'stop asked')).toHaveLength(1)
      expect(readLedger(ledger).map(({ unit }) => unit)).toEqual(['tidy#1/'])
      const types = tale(second, run)
      expect(types.slice(types.indexOf('stop asked')).filter((type) => type === 'started')).toHaveLength(1)
      expectWhole(second, run, ledger)
    },
    30_000,
  )

  it('stops the processes that a node started', async () => {
    const engine = await startTestEngine()
    const pids = join(temporaryFolder(), 'pids')
    const run = await startFlow(engine, {
      start: 'a',
      nodes: { a: sh(`sleep 60 & (setsid sleep 60 & echo $! >> ${pids}); echo $! >> ${pids}; wait`) },
    })
    await until(() => existsSync(pids) && readFileSync(pids, 'utf8').trim().split('\n').length === 2)
    await engine.runs.cancel(run.id)
    expect(await untilEnded(engine, run.id)).toMatchObject({ status: 'cancelled' })
    await until(() => !readFileSync(pids, 'utf8').trim().split('\n').map(Number).some(isAlive))
  }, 30_000)

  it('is refused once the run has ended', async () => {
    const engine = await startTestEngine()
    const run = await runFlow(engine, { start: 'a', nodes: { a: noop } })
    await expect(engine.runs.cancel(run.id)).rejects.toThrow('has already ended (succeeded)')
  })

  it('ends the rest of a run whose node failed', async () => {
    const engine = await startTestEngine()
    const ledger = join(temporaryFolder(), 'ledger')
    const run = await runFlow(engine, {
      start: 'a',
      nodes: { a: { exec_type: 'local_func', func: 'fail' }, tidy: sh(ledgerLine(ledger)) },
      cleanup: 'tidy',
    })
    expect(run).toMatchObject({ status: 'failed', reason: 'error' })
    expect(readLedger(ledger)).toHaveLength(1)
    expectWhole(engine, run, ledger)
  })
})
