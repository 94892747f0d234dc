import type { Failing } from '../../shared/model/run.ts'
import type { Store } from './store/store.ts'

/** Of so many of the newest runs, so many that failed. */
const among = 50_000
const looked = 500

/** Jobs, flows and pipelines that failed since a moment, and have not succeeded after it; newest first. */
export function failing(store: Store, since: number): Failing[] {
  const from = Math.max(0, store.runs.newest() - among)
  const failed = store.runs.list({ status: 'failed', jobId: null, q: null, inner: false, from, before: null, limit: looked })
  const groups = Map.groupBy(
    failed.filter(({ endedAt }) => (endedAt ?? 0) >= since),
    ({ jobId, title }) => jobId ?? title,
  )
  return [...groups.values()]
    .flatMap((runs) => (runs[0] ? [{ newest: runs[0], count: runs.length }] : []))
    .filter(({ newest }) => store.runs.newestEnd(newest) === 'failed')
}
