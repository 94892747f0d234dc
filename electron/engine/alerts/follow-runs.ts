import type { Run } from '../../../shared/model/run.ts'
import { type Core, definitionOf, type RunEnd } from '../queue/queue.ts'
import type { AlertRow, Resolution, Subject } from '../store/alerts.ts'
import type { Store } from '../store/store.ts'

/** An alert of a command without a job resolves after this time: no next run can succeed. */
const commandMs = 24 * 3_600_000

/**
 * Opens the alert of a subject whose run failed, or counts on in it, and resolves it once a later run succeeds. A run that was
 * cancelled or skipped changes nothing. True: the alert is resolved by this run. Call inside the write that ends the run.
 */
export function updateAlerts(core: Core, { number, jobId, status }: RunEnd, now: number): boolean {
  if (status === 'failed') recordFailure(core, number, now)
  return status === 'succeeded' && core.store.alerts.mayHave(jobId) && recordSuccess(core, number, now)
}

/** A hook could not even start: the alert has its name, and no later run can resolve it. Call inside a write. */
export function recordFailedHook({ store }: Core, title: string, run: Run, now: number): void {
  const subject: Subject = { kind: 'command', id: title }
  const failure = { run, at: now, expiresAt: now + commandMs }
  const known = store.alerts.ofSubject(subject)
  if (known) store.alerts.add(known.number, failure)
  else note(store, store.alerts.open(subject, failure), 'opened', now)
}

function recordFailure(core: Core, number: number, now: number): void {
  const { store } = core
  const run = store.runs.byNumber(number)
  // A failure within a flow is part of the alert of the flow, if the flow fails because of it. A condition that fails is an answer.
  if (!run || run.trigger === 'flow' || run.trigger === 'condition' || run.test) return
  const subject = subjectOf(core, run)
  const failure = { run, at: run.endedAt ?? now, expiresAt: subject.kind === 'command' ? now + commandMs : null }
  const known = store.alerts.ofSubject(subject)
  if (known) store.alerts.add(known.number, failure)
  else if (needsPerson(store, subject, run)) note(store, store.alerts.open(subject, failure), 'opened', now)
}

/** Nobody can repair what was deleted, and a person watches the commands that they start in the window. */
function needsPerson(store: Store, { kind, id }: Subject, { trigger }: Run): boolean {
  switch (kind) {
    case 'job':
      return store.jobs.seek(id) !== null
    case 'flow':
      return store.flows.seek(id) !== null
    case 'pipeline':
      return store.pipelines.seek(id) !== null
    case 'command':
      return trigger !== 'hand'
  }
}

/** An earlier run that succeeds late does not make a later failure good. */
function recordSuccess(core: Core, number: number, now: number): boolean {
  const { store } = core
  const run = store.runs.byNumber(number)
  const alert = run && !run.test ? store.alerts.ofSubject(subjectOf(core, run)) : null
  if (!alert || alert.run > number) return false
  resolve(store, alert, 'succeeded', now)
  return true
}

/** The unresolved alert of what a run is a run of. */
export const alertOf = (core: Core, run: Run): AlertRow | null => core.store.alerts.ofSubject(subjectOf(core, run))

const subjectOf = (core: Core, run: Run): Subject => definitionOf(core, run) ?? { kind: 'command', id: run.title }

/** A job, flow or pipeline was deleted. Call inside the write. */
export function resolveOfDeleted(store: Store, subject: Subject, now: number): void {
  const alert = store.alerts.ofSubject(subject)
  if (alert) resolve(store, alert, 'deleted', now)
}

/** A deleted job, flow or pipeline is back, and so is the alert that it took with it. Call inside the write. */
export function restoreWithSubject(store: Store, subject: Subject, now: number): void {
  const alert = store.alerts.deletedWith(subject)
  // Without its run, it was resolved before, when that was deleted.
  if (!alert || store.runs.byNumber(alert.run) === null) return
  store.alerts.restore(alert)
  note(store, alert, 'reopened', now)
}

/** A run is being deleted: an alert goes on to the failed run before it, or is resolved with the last. Call inside the write. */
export function leaveDeletedRun(store: Store, run: number, now: number): void {
  const alert = store.alerts.mayHaveAny() ? store.alerts.ofRun(run) : null
  if (!alert) return
  const before = store.runs.failedOf(alert.subject, { from: alert.firstRun, before: run, limit: 1 })[0]
  if (before) store.alerts.setLastRun(alert.number, before.number)
  else resolve(store, alert, 'deleted', now)
}

export function resolve(store: Store, alert: AlertRow, resolution: Resolution, now: number): void {
  store.alerts.resolve(alert, resolution, now)
  note(store, alert, 'resolved', now, { resolution })
}

/** Further failures of the same alert leave no event: those of the runs say them. */
export const note = (
  store: Store,
  { id, subject }: AlertRow,
  type: string,
  at: number,
  data: Record<string, unknown> = {},
): void => store.events.append({ at, noun: 'alert', id, type, data: { subject: subject.name, ...data } })
