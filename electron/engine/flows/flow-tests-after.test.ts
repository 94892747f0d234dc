import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { JobDraft } from '../../../shared/model/job.ts'
import type { Run } from '../../../shared/model/run.ts'
import { TriggerDraft } from '../../../shared/model/trigger.ts'
import { until, untilEnded } from '../testing/engine.ts'
import { filesUnder } from '../testing/files-with.ts'
import { chain, opened } from '../testing/flow-tests.ts'
import { type Draft, stateOf } from '../testing/flows.ts'

const everything = { status: null, job: null, q: null, limit: 100, cursor: null }

describe('after a test of a draft', () => {
  it('nothing follows: no hook, alert, run after a job, statistics of the flow or of the jobs in it', async () => {
    const hooked = (ledger: string): Draft => ({
      ...chain(ledger),
      hooks: [{ on: ['start', 'failure', 'success'], command: 'touch', args: [`${ledger}-hook`] }],
      nodes: { a: { exec_type: 'job', job: 'inner' } },
      edges: [],
    })
    const { engine, flow, test, ledger } = await opened(hooked)
    const job = await engine.jobs.create(
      JobDraft.parse({ name: 'inner', body: { kind: 'command', command: '/bin/sh', args: ['-c', 'exit 3'] } }),
    )
    const follower = await engine.jobs.create(JobDraft.parse({ name: 'follower', body: { kind: 'builtin', name: 'noop' } }))
    await engine.triggers.create(follower.id, TriggerDraft.parse({ on: { kind: 'after', job: job.id, outcome: 'always' } }))
    const run = await test()
    expect(run).toMatchObject({ status: 'failed', test: true })
    const { children } = engine.runs.detail(run.id)
    expect(children.map(({ number }) => engine.runs.detail(String(number)).test)).toEqual([true])
    const { items } = await engine.runs.list({ ...everything, q: 'parent:any' })
    expect(items.map(({ title }) => title).sort()).toEqual(['Ship release', 'inner'])
    expect(existsSync(`${ledger}-hook`)).toBe(false)
    expect(engine.alerts.list({ state: null, limit: 10, cursor: null }).items).toEqual([])
    expect((await engine.flows.get(flow.id)).lastRuns).toEqual([])
    expect(engine.jobs.list({ cursor: null, limit: 10 }).items.map(({ lastRuns }) => lastRuns)).toEqual([[], []])
    const overview = await engine.overview.get({ kind: 'flow', ref: flow.id, days: 30 })
    expect([overview.runs, overview.failures]).toEqual([[], []])
    const ofJob = await engine.overview.get({ kind: 'job', ref: job.id, days: 30 })
    expect([ofJob.runs, ofJob.failures]).toEqual([[], []])
    expect(engine.jobs.days(job.id, 30).items).toEqual([])
    expect((await engine.runs.activity()).failed).toBe(0)
    const { enqueued, started, ended, durations } = engine.metrics.read()
    expect({ enqueued, started, ended, measured: durations.count }).toEqual({
      ...{ enqueued: 0, started: 0, measured: 0 },
      ended: { succeeded: 0, failed: 0, cancelled: 0, skipped: 0 },
    })
    const versions = await engine.jobs.versions(job.id, null, 10)
    expect(versions.items.map(({ runs, lastRun }) => [runs, lastRun])).toEqual([[0, null]])
  })

  it('the list of runs finds it by the key "test"', async () => {
    const { engine, test } = await opened()
    const run = await test()
    const numbers = async (q: string) => (await engine.runs.list({ ...everything, q })).items.map(({ number }) => number)
    expect([await numbers('test:yes'), await numbers('-test:yes'), await numbers('test:no')]).toEqual([[run.number], [], []])
  })

  it('an approval in it asks nobody but the person who tests', async () => {
    const { engine, start } = await opened(() => ({ start: 'a', nodes: { a: { kind: 'approval' } } }))
    const run = await start()
    await until(() => Object.values(stateOf(engine, run).steps).some(({ kind }) => kind === 'approval'))
    expect([engine.flowRuns.waits('approval', 10), engine.info().approvals]).toEqual([[], 0])
    await engine.flowRuns.decide(run.id, 'a', { value: true, by: 'hand', role: 'admin', comment: null })
    expect(await untilEnded(engine, run.id)).toMatchObject({ status: 'succeeded' })
  })

  it('it is deleted after a day with its logs, unless it is pinned; one that still waits is stopped first', async () => {
    const { engine, clock, dataFolder, test, start } = await opened()
    const [first, pinned] = [await test(), await test()]
    await engine.runs.pin(pinned.id, true)
    const waiting = await start({
      source: JSON.stringify({ start: 'w', nodes: { w: { kind: 'wait_event', signal_key: 'go' } } }),
    })
    const log = (run: Run): string | undefined => engine.runs.detail(run.id).nodes[0]?.tries[0]?.id
    const path = join(dataFolder, 'logs')
    const logs = (): string => filesUnder(path).join()
    const [gone = '', kept = ''] = [log(first), log(pinned)]
    expect(logs()).toContain(gone)
    // Maintenance may be due by itself, too.
    const clean = () => engine.maintenance.run('delete-tests')
    clock.advance(24 * 3_600_000 - 60_000)
    await clean()
    expect(engine.runs.detail(first.id).test).toBe(true)
    clock.advance(120_000)
    await clean()
    expect(() => engine.runs.detail(first.id)).toThrow('There is no run')
    expect([logs().includes(gone), logs().includes(kept)]).toEqual([false, true])
    expect(engine.runs.detail(pinned.id).test).toBe(true)
    await clean()
    expect(() => engine.runs.detail(waiting.id)).toThrow('There is no run')
  })
})
