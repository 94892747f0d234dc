import type { Run } from '../../../shared/model/run.ts'
import type { TriggerOn } from '../../../shared/model/trigger.ts'
import { cancelFlow } from '../flows/cancel.ts'
import type { Effects } from '../flows/effects.ts'
import type { Store } from '../store/store.ts'
import { cancel } from './cancel.ts'
import { release } from './overlap.ts'
import { fire } from './start-triggered.ts'

/** Begins what waits for the end of a run, in the write that ends it. To be called inside a write, of a run that had begun. */
export function beginFollowers(
  store: Store,
  ended: Pick<Run, 'number' | 'id' | 'jobId'>,
  status: Run['status'],
  now: number,
): void {
  if (ended.jobId === null) return
  for (const row of store.triggers.after(ended.jobId)) {
    if (row.on.kind !== 'after' || !waitsFor(row.on, status)) continue
    const params = { run: ended.number, run_id: ended.id, job: store.triggers.jobName(row.on.job), status }
    fire(store, row, params, now)
  }
}

const waitsFor = ({ outcome }: Extract<TriggerOn, { kind: 'after' }>, status: Run['status']): boolean =>
  outcome === 'always' || (outcome === 'success' ? status === 'succeeded' : status === 'failed')

/** What follows the ends of flows' runs. To be called inside a write. */
export function settleFlows(store: Store, { ended }: Effects, now: number): void {
  for (const { jobId } of ended) if (jobId !== null) release(store, jobId, now)
  for (const run of ended) beginFollowers(store, run, run.status, now)
}

/** As cancel, by a person: what waits for the end of a run that had begun begins then. To be called inside a write. */
export function stopRun(store: Store, number: number, now: number, terminate = false): void {
  if (store.runs.isFlow(number)) return settleFlows(store, cancelFlow(store, number, 'a person', now, terminate), now)
  const before = store.runs.byNumber(number)
  cancel(store, number, 'stopped', now)
  const after = store.runs.byNumber(number)
  if (before?.status === 'running' && after?.status === 'cancelled') beginFollowers(store, after, after.status, now)
}
