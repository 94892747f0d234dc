import { describe, expect, it } from 'vitest'
import { JobDraft } from '../../../shared/model/job.ts'
import { openDb } from '../store/db.ts'
import { openTestStore, startTestEngine, temporaryFolder, until } from '../testing/engine.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { closedDatabase, insertRun, type Row } from '../testing/store.ts'
import { readActivity } from './activity.ts'

const minute = 60_000
const hour = 60 * minute
const now = Date.UTC(2026, 10, 26, 12, 30)
const clock = { now: () => now }

function storeWith(runs: Row[]) {
  const dataFolder = temporaryFolder()
  const db = openDb(closedDatabase(dataFolder))
  // The runs name a job that nothing here reads.
  db.pragma('foreign_keys = OFF')
  for (const [index, facts] of runs.entries()) insertRun(db, { id: `r${index + 1}`, number: index + 1, ...facts })
  db.close()
  return openTestStore(dataFolder)
}

const run = (startedAt: number, facts: Row = {}): Row => ({
  status: 'succeeded',
  created_at: startedAt,
  started_at: startedAt,
  ended_at: startedAt + 1_000,
  ...facts,
})

describe('the activity of the last 24 hours', () => {
  it('counts the runs that started in each hour and those of them that failed', async () => {
    const store = storeWith([
      run(now - 30 * hour),
      run(now - 23 * hour, { created_at: now - 30 * hour }),
      run(now - 2 * hour, { status: 'failed' }),
      run(now - 2 * hour),
      { status: 'skipped', created_at: now - hour, ended_at: now - hour },
      run(now - minute, { parent: 4 }),
      run(now - minute, { status: 'running', ended_at: null }),
    ])
    const { hours, ...sums } = await readActivity(store, clock)
    expect(sums).toMatchObject({ runs: 4, failed: 1, p95Ms: 1_000, complete: true })
    expect(hours).toHaveLength(24)
    expect(hours.at(-1)).toEqual({ from: new Date(now).setMinutes(0, 0, 0), runs: 1, failed: 0, waitP95Ms: 0 })
    expect(hours.at(-3)).toMatchObject({ runs: 2, failed: 1 })
    expect(hours[0]).toMatchObject({ runs: 1, failed: 0 })
  })

  it('says that the wait in the queue grows, and by which numbers', async () => {
    const waited = (hoursAgo: number, minutes: number) =>
      run(now - hoursAgo * hour, { created_at: now - hoursAgo * hour - minutes * minute })
    const { growingWait, hours } = await readActivity(
      storeWith([waited(3, 0.5), waited(2, 1), waited(1, 2), waited(0, 3)]),
      clock,
    )
    expect(growingWait).toEqual([30_000, 60_000, 120_000, 180_000])
    expect(hours.at(-1)?.waitP95Ms).toBe(180_000)
    expect((await readActivity(storeWith([waited(3, 0.5), waited(1, 2), waited(0, 3)]), clock)).growingWait).toBeNull()
  })

  it('is empty without runs', async () => {
    expect(await readActivity(storeWith([]), clock)).toMatchObject({ runs: 0, failed: 0, p95Ms: null, slow: [] })
  })

  it('reads only the newest of very many runs, and says so', async () => {
    const store = storeWith(Array.from({ length: 40 }, (_, index) => run(now - (40 - index) * minute)))
    expect(await readActivity(store, clock, 30)).toMatchObject({ runs: 30, complete: false })
    expect(await readActivity(store, clock, 40)).toMatchObject({ runs: 40, complete: true })
  })

  it('finds the first run since a time among numbers with gaps', () => {
    const store = storeWith([1, 2, 3, 50, 51, 900].map((number) => ({ ...run(number * hour), number })))
    const first = (at: number): number => store.recentRuns.firstSince(at * hour, 900)
    expect([0, 2, 4, 50.5, 899, 900].map(first)).toEqual([1, 2, 4, 51, 52, 52])
    expect(first(901)).toBe(901)
  })
})

/** Runs a job that sleeps, on the clock of the test. The engine has no timer of its own of one of these lengths. */
async function sleeper() {
  const fake = createFakeClock(now)
  const started: number[] = []
  const after = (ms: number, call: () => void) => {
    started.push(ms)
    return fake.after(ms, call)
  }
  const engine = await startTestEngine({ clock: { ...fake, after } })
  const bodyOf = (ms: number) => ({ kind: 'builtin' as const, name: 'sleep' as const, input: { ms } })
  const job = await engine.jobs.create(JobDraft.parse({ name: 'nap', body: bodyOf(1_111) }))
  async function sleep(ms: number): Promise<number> {
    await engine.jobs.update(job.id, JobDraft.parse({ name: 'nap', body: bodyOf(ms) }), undefined)
    const times = started.filter((each) => each === ms).length
    const { id, number } = await engine.manual.runJob(job.id, 'api')
    await until(() => started.filter((each) => each === ms).length > times)
    fake.advance(ms)
    await until(() => engine.runs.find(id).status === 'succeeded')
    return number
  }
  return { engine, job, sleep }
}

describe('the usual duration of a job', () => {
  it('is known after three runs that succeeded, and shown with a running run', async () => {
    const { engine, job, sleep } = await sleeper()
    const usual = async () => {
      const { id } = await engine.manual.runJob(job.id, 'api')
      await until(() => engine.runs.find(id).status === 'running')
      const [running] = await engine.runs.running(20)
      await engine.runs.cancel(id)
      await until(() => engine.runs.find(id).status === 'cancelled')
      return running?.usualMs
    }
    await sleep(1_111)
    await sleep(1_111)
    expect(await usual()).toBeNull()
    await sleep(2_222)
    expect(await usual()).toBe(1_111)
  })

  it('makes a run slow that took 1.5 times the 95th percentile of twenty runs and five seconds longer', async () => {
    const took = (seconds: number) =>
      run(now - 3 * hour, { ended_at: now - 3 * hour + seconds * 1_000, job_id: 'nap', job_version: 1, title: 'nap' })
    const twenty = Array.from({ length: 20 }, () => took(4))
    const slowAfter = async (runs: Row[]) => (await readActivity(storeWith(runs), clock)).slow
    expect(await slowAfter([...twenty, took(9)])).toEqual([])
    expect(await slowAfter([...twenty.slice(1), took(22)])).toEqual([])
    expect(await slowAfter([...twenty, took(22)])).toMatchObject([
      { run: 21, title: 'nap', tookMs: 22_000, usualMs: 4_000, p95Ms: 4_000, of: 20 },
    ])
    expect(await slowAfter([...twenty, took(22), took(4)])).toEqual([])
  })
})
