import type { Run } from '../../../shared/model/run.ts'
import type { TriggerOn } from '../../../shared/model/trigger.ts'
import { eventPathIn } from '../../../shared/trigger/facts.ts'
import { type Core, type RunEnd, resultOf } from '../queue/queue.ts'
import { startTriggered } from './start-triggered.ts'

/** Starts the runs whose triggers follow a run, in the write that ends it. Call inside a write. */
export function startFollowers(core: Core, ended: RunEnd, now: number): void {
  const { jobId, number, id, status } = ended
  if (jobId === null) return
  const rows = core.store.triggers.after(jobId)
  if (rows.length === 0) return
  const run = core.store.runs.byNumber(number)
  // Nothing follows a hook, so that no circle of jobs starts itself again and again; nor a test.
  if (run?.trigger === 'hook' || run?.test) return
  for (const row of rows) {
    if (row.on.kind !== 'after' || !waitsFor(row.on, status)) continue
    const params = { run: number, run_id: id, job: core.store.triggers.jobName(row.on.job), status }
    const readsResult = Object.values(row.params).some((value) => eventPathIn(value)?.startsWith('result'))
    startTriggered(core, row, params, now, readsResult ? { result: resultOf(core, number) } : {})
  }
}

const waitsFor = ({ outcome }: Extract<TriggerOn, { kind: 'after' }>, status: Run['status']): boolean =>
  outcome === 'always' || (outcome === 'success' ? status === 'succeeded' : status === 'failed')
