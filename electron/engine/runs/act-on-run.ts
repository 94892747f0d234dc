import { AppError } from '../../../shared/errors.ts'
import type { BulkAction, Refusal } from '../../../shared/model/operation.ts'
import type { Run } from '../../../shared/model/run.ts'
import { leaveDeletedRun } from '../alerts/alerts.ts'
import { type Core, cancelRun, retryRun } from '../queue/queue.ts'
import { missingRun } from './missing-run.ts'

const shownProblems = 10
const shownReasons = 20

/** Acts on a run as it is now. Returns the logs to delete. Throws not-found and conflict. Call inside a write. */
export function actOnRun(core: Core, action: Exclude<BulkAction, 'rerun'>, number: number, now: number): string[] {
  const run = core.store.runs.byNumber(number)
  if (!run) throw missingRun(core.store, String(number), now)
  switch (action) {
    case 'cancel':
      cancelRun(core, number, 'stopped', now)
      return []
    case 'retry':
      retryRun(core, number, now)
      return []
    case 'pin':
    case 'unpin':
      setPinned(core, run, action === 'pin', now)
      return []
    case 'delete':
      return remove(core, run, now)
  }
}

/** No clean-up deletes a pinned run. Call inside a write. */
function setPinned({ store }: Core, run: Run, isPinned: boolean, now: number): void {
  if ((run.pinnedAt !== null) === isPinned) return
  store.runs.setPinned(run.number, isPinned ? now : null)
  store.events.appendOfRun(run, isPinned ? 'pinned' : 'unpinned', {}, now)
}

function remove({ store }: Core, run: Run, now: number): string[] {
  if (run.endedAt === null)
    throw new AppError('conflict', `Could not delete run ${run.number}: it has not ended (${run.status}). Cancel it first.`)
  if (run.pinnedAt !== null) throw new AppError('conflict', `Could not delete run ${run.number}: it is pinned. Unpin it first.`)
  const { number, id, jobId } = run
  leaveDeletedRun(store, number, now)
  const logs = store.retention.deleteRun(number)
  store.deletedRuns.record(number, { why: 'person', at: now })
  store.events.append({ at: now, noun: 'job', id: jobId ?? id, type: 'run deleted', data: { run: number } })
  return logs
}

/** With one more refused run: reasons are counted, and the first runs of each are named. */
export function withRefusal(reasons: readonly Refusal[], ref: string, error: AppError): Refusal[] {
  const reason = reasonOf(error)
  const problem = { ref, message: error.message }
  const known = reasons.find((each) => each.reason === reason)
  if (!known) return reasons.length < shownReasons ? [...reasons, { reason, count: 1, problems: [problem] }] : [...reasons]
  const problems = known.problems.length < shownProblems ? [...known.problems, problem] : known.problems
  return reasons.map((each) => (each === known ? { reason, count: known.count + 1, problems } : each))
}

/** What a message says after its first colon, up to the first full stop. */
function reasonOf({ code, message }: AppError): string {
  if (code === 'not-found') return 'deleted'
  const [, reason] = /: ([^.]+)/.exec(message) ?? []
  return reason ?? message.replace(/ run "?\d+"?/g, ' the run').replace(/\.$/, '')
}
