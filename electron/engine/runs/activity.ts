import type { Activity, ActivityHour, SlowRun } from '../../../shared/model/activity.ts'
import { growingWait, waitP95 } from '../../../shared/queue-wait.ts'
import { isSlower } from '../../../shared/usual.ts'
import type { Clock } from '../base/clock.ts'
import type { RecentRun } from '../store/recent-runs.ts'
import type { Store } from '../store/store.ts'
import { usualBefore } from './usual-duration.ts'

const dayMs = 86_400_000
const hours = 24
/** The most runs to read: a program may start a million in a day. */
const readMost = 50_000
/** Rows that are read at once, and jobs that are compared at once: the statistics must not block others. */
const portion = 2_000
const jobsAtOnce = 25
/** The most jobs to compare with their usual duration. */
const comparedMost = 500
const slowShown = 5

/** The runs of the last 24 hours, hour by hour, and those that took much longer than usual. */
export async function readActivity(store: Store, clock: Pick<Clock, 'now'>, most = readMost): Promise<Activity> {
  const starts = hourStarts(clock.now())
  const since = starts[0] ?? 0
  const { runs, complete } = await runsSince(store, since, most)
  const counted = hoursOf(starts, runs)
  const durations = runs.flatMap(({ startedAt, endedAt }) => (endedAt === null ? [] : [endedAt - startedAt]))
  return {
    hours: counted,
    runs: runs.length,
    failed: runs.filter(isFailed).length,
    p95Ms: durations.toSorted((a, b) => a - b)[Math.ceil(durations.length * 0.95) - 1] ?? null,
    complete,
    slow: await slowOf(store, runs),
    growingWait: growingWait(counted.map(({ waitP95Ms }) => waitP95Ms)),
  }
}

const isFailed = ({ status }: RecentRun): boolean => status === 'failed'

/** The current hour and those before it, by the clock of this computer. */
function hourStarts(now: number): number[] {
  const current = new Date(now).setMinutes(0, 0, 0)
  return Array.from({ length: hours }, (_, index) => current - (hours - 1 - index) * (dayMs / hours))
}

/** A run may start long after it was created, so the day before is read too. */
async function runsSince(store: Store, since: number, most: number): Promise<{ runs: RecentRun[]; complete: boolean }> {
  const newest = store.runs.newest()
  const from = Math.max(store.recentRuns.firstSince(since - dayMs, newest), newest + 1 - most)
  const runs: RecentRun[] = []
  for (let at = from; at <= newest; at += portion) {
    runs.push(...store.recentRuns.between(at, Math.min(at + portion, newest + 1), since))
    await new Promise(setImmediate)
  }
  return { runs, complete: from <= store.recentRuns.firstSince(since, newest) }
}

function hoursOf(starts: number[], runs: RecentRun[]): ActivityHour[] {
  const found = starts.map((from) => ({ from, runs: 0, failed: 0, waits: [] as number[] }))
  for (const run of runs) {
    const hour = found[Math.floor((run.startedAt - (starts[0] ?? 0)) / (dayMs / hours))] ?? found.at(-1)
    if (!hour) continue
    hour.runs++
    if (isFailed(run)) hour.failed++
    hour.waits.push(Math.max(0, run.startedAt - run.createdAt))
  }
  return found.map(({ waits, ...hour }) => ({ ...hour, waitP95Ms: waitP95(waits) }))
}

/** The newest run of each job that succeeded, where it was slower than usual. The worst come first. */
async function slowOf(store: Store, runs: RecentRun[]): Promise<SlowRun[]> {
  const newest = new Map<string, RecentRun>()
  for (const run of runs) if (run.jobId !== null && run.status === 'succeeded') newest.set(run.jobId, run)
  const slow: (SlowRun & { factor: number })[] = []
  for (const [index, [jobId, run]] of [...newest].slice(-comparedMost).entries()) {
    const tookMs = (run.endedAt ?? run.startedAt) - run.startedAt
    const usual = usualBefore(store, { kind: 'job', id: jobId }, run.number)
    if (usual && isSlower(tookMs, usual)) {
      const title = store.runs.byNumber(run.number)?.title ?? ''
      const { medianMs: usualMs, p95Ms, runs: of } = usual
      const facts = { run: run.number, jobId, title, startedAt: run.startedAt, tookMs, usualMs, p95Ms, of }
      slow.push({ ...facts, factor: tookMs / Math.max(1, p95Ms) })
    }
    if (index % jobsAtOnce === jobsAtOnce - 1) await new Promise(setImmediate)
  }
  slow.sort((a, b) => b.factor - a.factor)
  return slow.slice(0, slowShown).map(({ factor: _, ...facts }) => facts)
}
