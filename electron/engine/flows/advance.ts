import { decide } from '../../../shared/flow/decide.ts'
import type { Fact } from '../../../shared/flow/events.ts'
import type { RunEnd } from '../queue/queue.ts'
import type { History } from '../store/histories.ts'
import type { Store } from '../store/store.ts'
import { roomFor } from './data-budget.ts'
import { perform } from './perform.ts'
import { historyFor, soundHistory } from './quarantine.ts'
import { readState } from './read-state.ts'

/** The most decisions that one write makes: the rest is left to the next one, so that other writes do not wait for long. */
const atOnce = 200

/** Appends what happened to a run of a flow, and everything that follows from it. Call inside a write. */
export function happen(store: Store, run: number, fact: Fact, now: number, ends: RunEnd[] = []): RunEnd[] {
  const history = historyFor(store, run, fact, now, ends)
  if (history === null || history.state.closed !== null) return ends
  store.histories.append(history, roomFor(store, history, fact), now)
  return goOn(store, history, now, ends)
}

/** Makes the remaining decisions. Call inside a write. */
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
    const read = decision.type === 'went on' ? readState(store, history, decision.data) : null
    if (read) store.histories.append(history, read, now)
    store.histories.append(history, decision, now)
    perform(store, history, decision, now, ends)
  }
}
