import type { Run } from '../../../shared/model/run.ts'
import type { RunLink, RunRelated } from '../../../shared/model/run-related.ts'
import { alertOf } from '../alerts/alerts.ts'
import type { Core } from '../queue/queue.ts'
import type { Store } from '../store/store.ts'
import { lastSuccessBefore, subjectOf } from './last-success.ts'
import { usualBefore } from './usual-duration.ts'

/** Runs that are read to find those that belong to a run. */
const readMost = 200
const shown = 20

/** What other runs say about a run: what is usual, the last success, and which run caused which. */
export async function relatedOf(core: Core, run: Run): Promise<RunRelated> {
  const { store } = core
  const subject = subjectOf(store, run)
  return {
    usual: subject && usualBefore(store, subject, run.number),
    lastSuccess: withVersion(store, await lastSuccessBefore(store, run)),
    causedBy: causeOf(store, run),
    caused: causedBy(store, run),
    supersededBy: replacementOf(store, run),
    acknowledged: acknowledgedOf(core, run),
  }
}

/** The rows of runs have the versions of jobs alone. */
function withVersion(store: Store, run: Run | null): Run | null {
  const subject = run && subjectOf(store, run)
  if (!subject || subject.kind === 'job') return run
  return { ...run, version: store.earlierRuns.factsBefore(subject, run.number + 1, 1)[0]?.version ?? null }
}

/** The parameters of a run that an "after" trigger started name the run that ended. */
function causeOf(store: Store, { trigger, number }: Run): RunLink | null {
  if (trigger !== 'after') return null
  const cause = store.runs.params(number)['run']
  const run = typeof cause === 'number' ? store.runs.byNumber(cause) : null
  return run && linkTo(run)
}

function causedBy(store: Store, { jobId, number }: Run): RunLink[] {
  if (jobId === null) return []
  const started = store.triggers
    .after(jobId)
    .flatMap((trigger) => store.earlierRuns.startedBy(trigger.number, number, readMost))
    .filter(({ params }) => params !== null && (JSON.parse(params) as { run?: unknown }).run === number)
  return started.slice(0, shown).map(linkTo)
}

/** The write that skips a run queues the one that replaces it. */
function replacementOf(store: Store, { jobId, number, reason, endedAt }: Run): RunLink | null {
  if (reason !== 'superseded' || jobId === null) return null
  const next = store.earlierRuns.nextOfJob(jobId, number, readMost).find(({ createdAt }) => createdAt === endedAt)
  return next ? linkTo(next) : null
}

function acknowledgedOf(core: Core, run: Run): RunRelated['acknowledged'] {
  if (run.status !== 'failed') return null
  const alert = alertOf(core, run)
  if (alert?.state !== 'acknowledged' || run.number < alert.firstRun || run.number > alert.run) return null
  return alert.actor && alert.changedAt !== null ? { actor: alert.actor, at: alert.changedAt } : null
}

const linkTo = ({ id, number, title, status }: RunLink): RunLink => ({ id, number, title, status })
