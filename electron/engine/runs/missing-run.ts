import { ownZone } from '../../../shared/cron/preview.ts'
import { dayAndTime } from '../../../shared/day-and-time.ts'
import { AppError, deletedRunIssue } from '../../../shared/errors.ts'
import { actorText } from '../../../shared/model/actor.ts'
import type { DeletedRun } from '../store/deleted-runs.ts'
import type { Store } from '../store/store.ts'

/** The error for a run that does not exist: it says when and why the run was deleted, if that is known. */
export function missingRun(store: Store, ref: string, now: number): AppError {
  const number = /^\d{1,15}$/.test(ref) ? Number(ref) : null
  const deleted = number === null ? null : store.deletedRuns.find(number)
  if (number !== null && deleted)
    return new AppError('not-found', deletedText(number, deleted, now), [
      { path: deletedRunIssue, message: new Date(deleted.at).toISOString() },
    ])
  if (number !== null && store.deletedRuns.wasUsed(number))
    return new AppError('not-found', `There is no run "${ref}": it was deleted, and LocalFlow has no record of when.`, [
      { path: deletedRunIssue, message: '' },
    ])
  return new AppError('not-found', `There is no run "${ref}".`)
}

function deletedText(run: number, { why, at, days, actor }: DeletedRun, now: number): string {
  const when = dayAndTime(at, { zone: ownZone(), now })
  switch (why) {
    case 'person':
      return `Run ${run} was deleted ${when} by ${actorText(actor)}.`
    case 'retention':
      return `Run ${run} was deleted ${when}: LocalFlow keeps runs for ${days === 1 ? '1 day' : `${days} days`} after their end.`
    case 'test':
      return `Run ${run} was deleted ${when}: LocalFlow keeps tests of flows for a day.`
  }
}
