import type { DefinitionRef, LinkedJob, Overview, OverviewRun } from '../../../shared/model/overview.ts'
import { overviewRuns } from '../../../shared/model/overview.ts'
import type { Run } from '../../../shared/model/run.ts'
import type { Settings } from '../../../shared/model/settings.ts'
import { waitP95 } from '../../../shared/queue-wait.ts'
import { describeTrigger } from '../../../shared/trigger/describe.ts'
import { percentile } from '../../../shared/usual.ts'
import type { Clock } from '../base/clock.ts'
import type { WaitingRuns } from '../runs/runs.ts'
import { nextTimes } from '../schedules/schedules.ts'
import type { DefinitionRun } from '../store/definition-runs.ts'
import type { RunSubject } from '../store/earlier-runs.ts'
import type { Store } from '../store/store.ts'
import { countDays } from './count-days.ts'
import { listActivity } from './definition-activity.ts'
import { linkedHooks } from './linked-hooks.ts'
import { portion, readRuns, recentShown } from './read-runs.ts'

const failuresShown = 5
const nextShown = 5
const linkedMost = 100
const dayMs = 86_400_000

type Parts = {
  store: Store
  clock: Pick<Clock, 'now'>
  waiting: Pick<WaitingRuns, 'told'>
  settings: () => Pick<Settings, 'paused'>
}

type Subject = { runs: RunSubject; id: string; name: string }

/** How jobs, flows and pipelines are doing. However long a history is, at most the newest 2,000 runs are read. */
export function createOverviews({ store, clock, waiting, settings }: Parts) {
  async function get({ kind, ref, days }: DefinitionRef & { days: number }): Promise<Overview> {
    const subject = subjectOf(store, kind, ref)
    const since = clock.now() - days * dayMs
    const { runs, newest, isPart } = await readRuns(store, subject.runs, { since, most: overviewRuns })
    const usedBy = kind === 'job' ? [] : usersOf(store, kind, subject)
    const failed = runs.filter(({ status }) => status === 'failed')
    // The rows of runs have the versions of jobs alone.
    const whole = (facts: readonly DefinitionRun[], most: number): Run[] =>
      facts.slice(0, most).flatMap(({ number, version }) => {
        const run = store.runs.byNumber(number)
        return run ? [{ ...run, version }] : []
      })
    return {
      since,
      runs: runs.map(pointOf).reverse(),
      isPart,
      ...figuresOf(runs),
      peakMemory: kind === 'job' ? await peakMemoryOf(store, runs) : null,
      failures: whole(failed, failuresShown),
      recent: waiting.told(whole(newest, recentShown)),
      next: nextOf(store, kind === 'job' ? [subject.id] : usedBy.map(({ id }) => id), clock.now(), settings().paused),
      followers: kind === 'job' ? followersOf(store, subject.id) : [],
      hooks: linkedHooks(store, kind, subject.id),
      usedBy,
    }
  }

  return {
    get,
    /** Throws not-found. */
    days: ({ kind, ref }: DefinitionRef, count: number) => countDays(store, subjectOf(store, kind, ref).runs, clock.now(), count),
    /** Keyset-paged; throws not-found, and invalid for a cursor that is not its own. */
    activity({ kind, ref }: DefinitionRef, cursor: string | null, limit: number) {
      const { id, runs } = subjectOf(store, kind, ref)
      return listActivity(store, { kind, id, runs }, cursor, limit)
    },
  }
}

function subjectOf(store: Store, kind: DefinitionRef['kind'], ref: string): Subject {
  if (kind === 'job') {
    const { id, name } = store.jobs.find(ref)
    return { runs: { kind, id }, id, name }
  }
  const { number, id, name } = kind === 'flow' ? store.flows.find(ref) : store.pipelines.find(ref)
  return { runs: { kind, number }, id, name }
}

const pointOf = ({ number, status, reason, createdAt, startedAt, endedAt, version }: DefinitionRun): OverviewRun => ({
  ...{ number, status, reason, version },
  at: startedAt ?? createdAt,
  ms: startedAt === null || endedAt === null ? null : Math.max(0, endedAt - startedAt),
})

function figuresOf(runs: readonly DefinitionRun[]) {
  const succeeded = runs.filter(({ status }) => status === 'succeeded')
  const durations = succeeded.flatMap((run) => pointOf(run).ms ?? []).sort((a, b) => a - b)
  const waits = runs.flatMap(({ startedAt, createdAt }) => (startedAt === null ? [] : [Math.max(0, startedAt - createdAt)]))
  const at = (share: number) => (durations.length === 0 ? null : percentile(durations, share))
  return {
    succeeded: succeeded.length,
    failed: runs.filter(({ status }) => status === 'failed').length,
    p50Ms: at(0.5),
    p95Ms: at(0.95),
    waitP95Ms: waitP95(waits),
  }
}

async function peakMemoryOf(store: Store, runs: readonly DefinitionRun[]): Promise<number | null> {
  let most: number | null = null
  for (let from = 0; from < runs.length; from += portion) {
    const peak = store.earlierRuns.peakMemory(runs.slice(from, from + portion).map(({ number }) => number))
    if (peak !== null) most = Math.max(most ?? 0, peak)
    await new Promise(setImmediate)
  }
  return most
}

/** Of the schedules of jobs: of the job itself, or of those that run a flow or a pipeline. */
function nextOf(store: Store, jobs: readonly string[], now: number, paused: Settings['paused']): Overview['next'] {
  const schedules = jobs.filter((id) => store.jobs.find(id).enabled).flatMap((id) => store.schedules.ofJob(id))
  const from = paused === null ? now : (paused.until ?? Number.POSITIVE_INFINITY)
  return nextTimes(schedules, now, nextShown).filter(({ at }) => at >= from)
}

const followersOf = (store: Store, jobId: string): LinkedJob[] =>
  store.triggers.followersOf(jobId, linkedMost).map(({ jobId: id, job: name, jobEnabled, enabled, on }) => ({
    ...{ id, name, enabled: enabled && jobEnabled },
    when: describeTrigger(on, store.triggers.jobName),
  }))

const usersOf = (store: Store, kind: 'flow' | 'pipeline', subject: Subject): LinkedJob[] =>
  store.earlierRuns.jobsOf(kind, subject, linkedMost).map((job) => ({ ...job, when: null }))
