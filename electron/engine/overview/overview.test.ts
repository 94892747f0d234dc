import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { JobDraft } from '../../../shared/model/job.ts'
import { overviewRuns } from '../../../shared/model/overview.ts'
import { ScheduleDraft } from '../../../shared/model/schedule.ts'
import { TriggerDraft } from '../../../shared/model/trigger.ts'
import { openDb } from '../store/db.ts'
import { shell, startTestEngine, temporaryFolder, untilEnded } from '../testing/engine.ts'
import { createFakeClock } from '../testing/fake-clock.ts'

const noon = Date.UTC(2026, 0, 5, 12)
const draft = (name: string, over: object = {}) => JobDraft.parse({ ...shell(':'), name, ...over })

describe('the overview of a job', () => {
  it('counts outcomes, lists failures with their errors, and says which version each run had', async () => {
    const engine = await startTestEngine()
    const job = await engine.jobs.create(draft('report'))
    await untilEnded(engine, (await engine.manual.runJob(job.id, 'api')).id)
    await engine.jobs.update(job.id, draft('report', shell('echo disk is full >&2; exit 3')), undefined)
    await untilEnded(engine, (await engine.manual.runJob(job.id, 'api')).id)
    const found = await engine.overview.get({ kind: 'job', ref: 'report', days: 30 })
    expect(found).toMatchObject({ succeeded: 1, failed: 1, isPart: false, followers: [], usedBy: [], next: [] })
    expect(found.runs.map(({ number, status, version }) => [number, status, version])).toEqual([
      [1, 'succeeded', 1],
      [2, 'failed', 2],
    ])
    expect(found.failures.map(({ number, error }) => [number, error])).toEqual([[2, 'disk is full']])
    expect(found.recent.map(({ number }) => number)).toEqual([2, 1])
    expect(found.p50Ms).toBe(found.runs[0]?.ms)
  })

  it('leaves out runs from before its days, and still lists the newest runs', async () => {
    const clock = createFakeClock(noon)
    const engine = await startTestEngine({ clock })
    const job = await engine.jobs.create(JobDraft.parse({ name: 'report', body: { kind: 'builtin', name: 'noop' } }))
    await untilEnded(engine, (await engine.manual.runJob(job.id, 'api')).id)
    clock.advance(25 * 3_600_000)
    const found = await engine.overview.get({ kind: 'job', ref: job.id, days: 1 })
    expect(found).toMatchObject({ runs: [], succeeded: 0, p50Ms: null, p95Ms: null, waitP95Ms: null })
    expect(found.recent.map(({ number }) => number)).toEqual([1])
  })

  it('reads the newest 2,000 runs of a longer history, and says so', async () => {
    const dataFolder = temporaryFolder()
    const first = await startTestEngine({ dataFolder, dispatch: false })
    const { id } = await first.jobs.create(draft('often'))
    first.stop()
    const db = openDb(join(dataFolder, 'localflow.db'))
    db.exec(
      `INSERT INTO run (id, kind, job_id, job_version, title, trigger, status, created_at, started_at, ended_at)
         WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${overviewRuns + 500})
         SELECT 'r' || i, 'job', '${id}', 1, 'often', 'api', 'succeeded', at, at, at + i
         FROM (SELECT i, (unixepoch() - 3600) * 1000 + i AS at FROM n)`,
    )
    db.close()
    const engine = await startTestEngine({ dataFolder, dispatch: false })
    const found = await engine.overview.get({ kind: 'job', ref: id, days: 30 })
    expect(found).toMatchObject({ isPart: true, succeeded: overviewRuns })
    expect([found.runs.length, found.runs[0]?.number, found.runs.at(-1)?.number]).toEqual([2_000, 501, 2_500])
    expect([found.p50Ms, found.p95Ms]).toEqual([1_500, 2_400])
  })

  it('lists the next times of its schedules without those that are skipped, and none while it is disabled', async () => {
    const clock = createFakeClock(noon)
    const engine = await startTestEngine({ clock })
    const job = await engine.jobs.create(draft('backup'))
    const timing = { kind: 'cron' as const, expr: '0 2 * * *' }
    const { id } = await engine.schedules.create(job.id, ScheduleDraft.parse({ timing, tz: 'UTC' }))
    await engine.schedules.create(job.id, ScheduleDraft.parse({ timing: { kind: 'cron', expr: '0 3 7 1 *' }, tz: 'UTC' }))
    const days = async () =>
      (await engine.overview.get({ kind: 'job', ref: job.id, days: 30 })).next.map(({ at }) =>
        new Date(at).toISOString().slice(8, 13),
      )
    expect(await days()).toEqual(['06T02', '07T02', '07T03', '08T02', '09T02'])
    await engine.schedules.skipNext(id, true)
    expect((await days())[0]).toBe('07T02')
    await engine.jobs.setEnabled(job.id, false)
    expect(await days()).toEqual([])
  })

  it('names the jobs that start after it, also where the trigger is disabled', async () => {
    const engine = await startTestEngine()
    const [build, test] = [await engine.jobs.create(draft('build')), await engine.jobs.create(draft('test'))]
    const after = { on: { kind: 'after', job: 'build' } }
    await engine.triggers.create(test.id, TriggerDraft.parse({ ...after, enabled: false }))
    const { followers } = await engine.overview.get({ kind: 'job', ref: build.id, days: 30 })
    expect(followers).toEqual([{ id: test.id, name: 'test', enabled: false, when: 'After build succeeded' }])
  })
})

it('the overview of a flow has its runs with their versions and by day, the jobs that run it, and their next times', async () => {
  const engine = await startTestEngine()
  const source = 'start: a\nnodes:\n  a: { exec_type: local_func, func: upper, params: { text: x } }\n'
  await engine.flows.importFlow('ship', source, '')
  const job = await engine.jobs.create(JobDraft.parse({ name: 'shipping', body: { kind: 'flow', flow: 'Ship' } }))
  const daily = ScheduleDraft.parse({ timing: { kind: 'cron', expr: '0 2 * * *' }, tz: 'UTC' })
  const schedule = await engine.schedules.create(job.id, daily)
  const run = await engine.flowRuns.start('ship', null, {}, 'api')
  await untilEnded(engine, run.id)
  const found = await engine.overview.get({ kind: 'flow', ref: 'ship', days: 90 })
  expect(found.runs.map(({ status, version }) => [status, version])).toEqual([['succeeded', 1]])
  expect(found.usedBy.map(({ name }) => name)).toEqual(['shipping'])
  expect(found.peakMemory).toBeNull()
  expect(found.next.map((next) => next.schedule)).toEqual(Array.from({ length: 5 }, () => schedule.id))
  const { today, items, isPart } = await engine.overview.days({ kind: 'flow', ref: 'ship' }, 90)
  expect(items).toEqual([{ day: items[0]?.day, succeeded: 1, failed: 0, other: 0, missed: 0 }])
  expect([today >= (items[0]?.day ?? ''), isPart]).toEqual([true, false])
})

it('the days of a flow with a long history are those of its newest 10,000 runs, without the one that is cut', async () => {
  const dataFolder = temporaryFolder()
  const first = await startTestEngine({ dataFolder, dispatch: false })
  const { flow } = await first.flows.importFlow('often', 'start: a\nnodes:\n  a: { exec_type: local_func, func: noop }\n')
  first.stop()
  const db = openDb(join(dataFolder, 'localflow.db'))
  const run = `run (id, kind, title, trigger, status, created_at, started_at, ended_at)`
  db.exec(
    `INSERT INTO ${run} WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 14999)
       SELECT 'r' || i, 'flow', 'often', 'api', 'succeeded', at, at, at
       FROM (SELECT i, unixepoch('now', 'localtime', 'start of day', '12 hours', (i / 3000 - 5) || ' days', 'utc') * 1000 AS at FROM n);
     INSERT INTO flow_run (run, flow, version, definition) SELECT number, 1, 1, (SELECT hash FROM flow_definition) FROM run`,
  )
  db.close()
  const engine = await startTestEngine({ dataFolder, dispatch: false })
  const { items, isPart } = await engine.overview.days({ kind: 'flow', ref: flow.id }, 90)
  expect([isPart, items.map(({ succeeded }) => succeeded)]).toEqual([true, [3_000, 3_000, 3_000]])
})
