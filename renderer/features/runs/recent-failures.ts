import type { Run } from '../../../shared/model/run.ts'

const hourMs = 3_600_000

/** How many of the runs, newest first, failed within the last hour. `isPart`: the list does not reach back that far. */
export function recentFailures(runs: readonly Run[], hasMore: boolean, now: number): { count: number; isPart: boolean } {
  const isRecent = ({ endedAt }: Run): boolean => endedAt !== null && endedAt > now - hourMs
  const count = runs.filter((run) => run.status === 'failed' && !run.test && isRecent(run)).length
  const oldest = runs.at(-1)
  return { count, isPart: hasMore && oldest !== undefined && oldest.createdAt > now - hourMs }
}
