import type { Facts } from '../../../shared/flow/events.ts'
import type { Cancellation, RunEnd } from '../queue/queue.ts'
import type { Store } from '../store/store.ts'
import { happen } from './advance.ts'
import { soundHistory } from './quarantine.ts'

/**
 * Records a request to end a run of a flow that has not ended, and stops its work; a second request changes nothing. Call
 * inside a write.
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
