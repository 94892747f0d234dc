import type { Failing } from '../../../shared/model/failing.ts'
import type { Store } from '../store/store.ts'

const most = 5_000
const unresolvedStates = ['open', 'acknowledged', 'snoozed'] as const

/** Jobs, flows, pipelines and commands that failed since a given time, and have not succeeded after it; newest first. */
export const failing = (store: Store, since: number): Failing[] =>
  unresolvedStates
    .flatMap((state) => store.alerts.list(state, null, most))
    .filter(({ lastAt }) => lastAt >= since)
    .sort((a, b) => b.run - a.run)
    .flatMap(({ run, count, muted }) => {
      const newest = store.runs.byNumber(run)
      return newest ? [{ newest, count, muted }] : []
    })
