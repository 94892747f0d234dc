import type { Failing, Run } from '../../../shared/model/run.ts'
import type { Core } from '../queue/queue.ts'

/** The most failed runs to search for different jobs, so that one that fails every minute does not hide the others. */
const failedAmong = 5_000
const lookedOfEach = 100
/** The most runs to search for a success of a run without a job. */
const succeededAmong = 10_000

/** Jobs, flows and pipelines that failed since a given time, and have not succeeded after it; newest first. */
export function failing(core: Core, since: number): Failing[] {
  const { store } = core
  // Failures within a flow are reported with the flow.
  const failed = store.runs.newestFailed(failedAmong).filter(({ endedAt, isInner }) => endedAt >= since && !isInner)
  const groups = Map.groupBy(failed, ({ what }) => what)
  const oldest = failed.findLast(({ jobId }) => jobId === null)?.number
  const succeeded = oldest === undefined ? new Map<string, number>() : store.runs.succeededByTitle(oldest, succeededAmong)
  return [...groups.values()]
    .flatMap((runs) => {
      const newest = store.runs.byNumber(runs[0]?.number ?? 0)
      return newest ? [{ newest, count: runs.length }] : []
    })
    .filter(({ newest }) => newestEnd(core, newest) === 'failed' && !isMadeGood(newest, succeeded))
    .map(({ newest, count }) => ({ newest, count, muted: newest.jobId !== null && store.jobs.isMuted(newest.jobId) }))
}

/** Runs without a job can only be distinguished by their titles. */
const isMadeGood = ({ jobId, title, number }: Run, succeeded: ReadonlyMap<string, number>): boolean =>
  jobId === null && (succeeded.get(title) ?? 0) > number

/** The outcome of the newest ended run of the same job, flow or pipeline. */
const newestEnd = (core: Core, run: Run): string =>
  core.kinds[core.store.runs.kind(run.number)]
    .recentRuns(core, run, lookedOfEach)
    .find(({ status }) => status === 'succeeded' || status === 'failed')?.status ?? run.status
