import { decide } from '../../../shared/flow/decide.ts'
import type { Fact } from '../../../shared/flow/events.ts'
import type { RunEnd } from '../queue/queue.ts'
import type { History } from '../store/histories.ts'
import type { Store } from '../store/store.ts'
import { roomFor } from './data-budget.ts'
import { perform } from './perform.ts'
import { historyFor, soundHistory } from './quarantine.ts'

/** Decisions that one write makes at most: what is left is for the next one, so that nobody else waits for long. */
const atOnce = 200

/** Writes down what happened to a run of a flow, and all that follows from it. To be called inside a write. */
export function happen(store: Store, run: number, fact: Fact, now: number, ends: RunEnd[] = []): RunEnd[] {
  const history = historyFor(store, run, fact, now, ends)
  if (history === null || history.state.closed !== null) return ends
  store.histories.append(history, roomFor(store, history, fact), now)
  return goOn(store, history, now, ends)
}

/** Makes what decisions are left to be made. To be called inside a write. */
export function advance(store: Store, run: number, now: number, ends: RunEnd[] = []): RunEnd[] {
  const history = soundHistory(store, run, now, ends)
  return history ? goOn(store, history, now, ends) : ends
}

function goOn(store: Store, history: History, now: number, ends: RunEnd[]): RunEnd[] {
  for (let made = 0; ; made++) {
    const decision = decide(history.definition, history.state)
    if (!decision) return ends
    if (made === atOnce) {
      store.runWaits.add({ run: history.run, step: '', kind: 'more', dueAt: 0 }, now)
      return ends
    }
    store.histories.append(history, decision, now)
    perform(store, history, decision, now, ends)
  }
}
