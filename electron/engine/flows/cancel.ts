import { AppError } from '../../../shared/errors.ts'
import type { Facts } from '../../../shared/flow/events.ts'
import type { RunEnd } from '../queue/queue.ts'
import type { Store } from '../store/store.ts'
import { happen } from './advance.ts'
import { soundHistory } from './quarantine.ts'

/**
 * Writes down the wish that a run of a flow ends, with all that is stopped by it; a second one changes nothing.
 * `terminate`: without clearing up. Throws conflict for a run that has ended. To be called inside a write.
 */
export function cancelFlow(store: Store, number: number, by: string, now: number, terminate = false): RunEnd[] {
  const run = store.runs.byNumber(number)
  if (!run) throw new AppError('not-found', `There is no run "${number}".`)
  if (run.endedAt !== null) throw new AppError('conflict', `Run ${run.number} has already ended (${run.status}).`)
  const ends: RunEnd[] = []
  const history = soundHistory(store, number, now, ends)
  if (history === null || history.state.stop !== null) return ends
  const how = {
    ...(by === 'replaced' ? { reason: by as 'replaced' } : {}),
    ...(terminate ? { terminate } : {}),
  } satisfies Partial<Facts['stop asked']>
  return happen(store, number, { type: 'stop asked', data: { by, ...how } }, now)
}
