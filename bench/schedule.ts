import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Cron } from 'croner'
import { createFakeClock } from '../electron/engine/testing/fake-clock.ts'
import { compileCron } from '../shared/cron/occurrences.ts'
import { JobDraft } from '../shared/model/job.ts'
import { ScheduleDraft } from '../shared/model/schedule.ts'
import { engineOn, round } from './engine.ts'

const schedules = 100_000
const perJob = 100
const dueAtOnce = 1_000
const looks = 200
const sameSecond = 500
const computed = 5_000
const begin = Date.UTC(2026, 0, 5, 9)

const expressions = ['*/5 * * * *', '30 2 * * *', '0 9 * * 1-5', '15 10 1 * *', '0 */4 * * *']

const timed = (work: () => void): number => {
  const from = performance.now()
  work()
  return performance.now() - from
}

/** The next occurrence of each expression again and again: ours, and the library's own in the same run. */
function occurrences(): { ours: number; croner: number } {
  const own = expressions.map((expr) => compileCron(expr, 'Europe/London'))
  const bare = expressions.map((expr) => new Cron(expr, { paused: true, timezone: 'Europe/London' }))
  const run = (next: (index: number, at: number) => void) =>
    timed(() => {
      for (let at = 0; at < computed; at++) next(at % expressions.length, begin + at * 3_600_000)
    }) / computed
  const bareMs = run((index, at) => bare[index]?.nextRun(new Date(at)))
  return { ours: run((index, at) => own[index]?.next(at)) * 1_000, croner: bareMs * 1_000 }
}

/** Schedules on the same second, each with a job of its own: how much later than that second each starts. */
async function lateness(): Promise<Record<string, number>> {
  const folder = mkdtempSync(join(tmpdir(), 'localflow-bench-'))
  const engine = await engineOn(folder, 100)
  try {
    const job = await engine.jobs.create(
      JobDraft.parse({ name: 'tick', body: { kind: 'builtin', name: 'noop' }, overlap: 'allow' }),
    )
    const jobs = [job]
    for (let at = 1; at < sameSecond / perJob; at++)
      jobs.push(await engine.jobs.create({ ...JobDraft.parse({ name: `tick ${at}`, body: job.body, overlap: 'allow' }) }))
    const at = Math.ceil(Date.now() / 1_000) * 1_000 + 4_000
    const draft = ScheduleDraft.parse({ timing: { kind: 'once', at }, tz: 'UTC' })
    await Promise.all(jobs.flatMap(({ id }) => Array.from({ length: perJob }, () => engine.schedules.create(id, draft))))
    const begun = new Promise<void>((done) => {
      let left = sameSecond
      engine.committed.listen((events) => {
        left -= events.filter(({ type }) => type === 'succeeded').length
        if (left <= 0) done()
      })
    })
    await begun
    const { items } = await engine.runs.list({ status: null, job: null, q: null, cursor: null, limit: sameSecond })
    const late = items.map(({ startedAt }) => (startedAt ?? 0) - at).sort((a, b) => a - b)
    const quantile = (part: number): number => late[Math.min(late.length - 1, Math.floor(late.length * part))] ?? 0
    return { sameSecond: late.length, latenessP50Ms: quantile(0.5), latenessP99Ms: quantile(0.99), latenessMaxMs: quantile(1) }
  } finally {
    engine.stop()
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 })
  }
}

/** With very many schedules: a look at the clock with nothing due, and one with a thousand due at the same moment. */
export async function schedule(): Promise<Record<string, unknown>> {
  const folder = mkdtempSync(join(tmpdir(), 'localflow-bench-'))
  const clock = createFakeClock(begin)
  const engine = await engineOn(folder, 2, { clock })
  try {
    // Far ahead, so that none of them is due while the looks are measured.
    const far = ScheduleDraft.parse({ timing: { kind: 'cron', expr: '0 0 1 6 *' }, tz: 'UTC' })
    const soon = ScheduleDraft.parse({ timing: { kind: 'cron', expr: '0 12 * * *' }, tz: 'UTC' })
    const jobs = schedules / perJob
    for (let at = 0; at < jobs; at++) {
      const job = await engine.jobs.create(
        JobDraft.parse({ name: `job ${at}`, body: { kind: 'builtin', name: 'noop' }, overlap: 'allow' }),
      )
      const isDue = (one: number) => at * perJob + one < dueAtOnce
      await Promise.all(Array.from({ length: perJob }, (_, one) => engine.schedules.create(job.id, isDue(one) ? soon : far)))
    }
    await engine.lookAtClock()
    const times: number[] = []
    for (let at = 0; at < looks; at++) {
      clock.advance(1_000)
      const from = performance.now()
      await engine.lookAtClock()
      times.push(performance.now() - from)
    }
    times.sort((a, b) => a - b)
    let queued = 0
    engine.committed.listen((events) => {
      queued += events.filter(({ type }) => type === 'queued').length
    })
    await engine.queues.pause('default', undefined)
    clock.set(Date.UTC(2026, 0, 5, 12) - clock.now() - 500)
    clock.advance(500)
    const from = performance.now()
    await engine.lookAtClock()
    const burst = performance.now() - from
    const { ours, croner } = occurrences()
    return {
      schedules,
      idleLookMs: round(times[Math.floor(times.length / 2)] ?? 0),
      idleLookP99Ms: round(times[Math.floor(times.length * 0.99)] ?? 0),
      dueAtOnce: queued,
      burstMs: round(burst),
      nextMicroseconds: round(ours),
      cronerMicroseconds: round(croner),
      ratio: round(croner / ours),
      ...(await lateness()),
      aim: 'idle look <= 5 ms, 1000 due <= 200 ms, next <= 50 us; 500 on the same second: p50 <= 100 ms, p99 <= 1 s, max <= 5 s',
    }
  } finally {
    engine.stop()
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 })
  }
}
