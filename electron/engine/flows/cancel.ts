import type { Facts } from '../../../shared/flow/events.ts'
import type { Cancellation, RunEnd } from '../queue/queue.ts'
import type { Store } from '../store/store.ts'
import { happen } from './advance.ts'
import { soundHistory } from './quarantine.ts'

/**
 * Writes down the wish that a run of a flow, which has not ended, ends, with all that is stopped by it; a second one changes
 * nothing. To be called inside a write.
 */
export function cancelFlow(store: Store, number: number, { why, terminate }: Cancellation, now: number): RunEnd[] {
  const ends: RunEnd[] = []
  const history = soundHistory(store, number, now, ends)
  if (history === null || history.state.stop !== null) return ends
  const how = {
    ...(why === 'replaced' ? { reason: why } : {}),
    ...(terminate ? { terminate } : {}),
  } satisfies Partial<Facts['stop asked']>
  return happen(store, number, { type: 'stop asked', data: { by: why === 'replaced' ? why : 'a person', ...how } }, now)
}
