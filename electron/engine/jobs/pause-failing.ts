import { AppError } from '../../../shared/errors.ts'
import type { Core, RunEnd } from '../queue/queue.ts'
import { recordChange } from '../store/record-change.ts'
import type { ScheduleRow } from '../store/schedules.ts'
import type { Store } from '../store/store.ts'

/**
 * Counts the failed runs of a job in a row, and pauses the job after as many as it says. Runs that a flow or a hook asks for do not
 * count: their own job, flow or pipeline does. Call inside the write that ends the run.
 */
export function pauseFailing({ store }: Core, { number, jobId, status }: RunEnd, now: number): void {
  if (jobId === null || (status !== 'failed' && status !== 'succeeded')) return
  const rule = store.jobPauses.rule(jobId)
  if (rule === null) return
  if (status === 'succeeded') {
    if (rule.failures > 0 && !store.runs.isTest(number)) store.jobPauses.setFailures(jobId, 0)
    return
  }
  const trigger = store.runs.byNumber(number)?.trigger
  if (trigger === 'flow' || trigger === 'hook' || rule.pausedAt !== null) return
  const failures = rule.failures + 1
  if (failures < rule.after) return store.jobPauses.setFailures(jobId, failures)
  const reason = `Paused after ${failures === 1 ? '1 failure' : `${failures} failures in a row`}`
  store.jobPauses.begin(jobId, { at: now, reason })
  told(store, jobId, 'paused', { from: null, to: reason }, now)
}

type Following = { recordDueOfJob(jobId: string, now: number): void; setNextDue(row: ScheduleRow, now: number): void }

/** Ends the pause of a job, and counts its failures from the start. Throws conflict. Call inside a write. */
export function resumeJob(store: Store, scheduler: Following, { id, name }: { id: string; name: string }, now: number): void {
  const paused = store.jobPauses.of(id)
  if (paused === null) throw new AppError('conflict', `The job "${name}" is not paused.`)
  scheduler.recordDueOfJob(id, now)
  store.jobPauses.end(id)
  for (const row of store.schedules.ofJob(id)) scheduler.setNextDue(row, now)
  told(store, id, 'resumed', { from: paused.reason, to: null }, now)
  store.asks.wake('scheduler')
}

type Change = { from: string | null; to: string | null }

function told({ events }: Store, id: string, type: string, change: Change, now: number): void {
  recordChange(events, now, { kind: 'job', id }, { field: 'paused', ...change })
  events.append({ at: now, noun: 'job', id, type, data: {} })
}
