import { decide } from '../../../shared/flow/decide.ts'
import type { Fact } from '../../../shared/flow/events.ts'
import type { History } from '../store/histories.ts'
import type { Store } from '../store/store.ts'
import { roomFor } from './data-budget.ts'
import { type Effects, noEffects } from './effects.ts'
import { perform } from './perform.ts'
import { soundHistory } from './quarantine.ts'

/** Decisions that one write makes at most: what is left is for the next one, so that nobody else waits for long. */
const atOnce = 200

/** Writes down what happened to a run of a flow, and all that follows from it. To be called inside a write. */
export function happen(store: Store, run: number, fact: Fact, now: number, effects: Effects = noEffects()): Effects {
  const history = soundHistory(store, run, now)
  if (history === null || history.state.closed !== null) return effects
  store.histories.append(history, roomFor(store, history, fact), now)
  return goOn(store, history, now, effects)
}

/** Makes what decisions are left to be made. To be called inside a write. */
export function advance(store: Store, run: number, now: number, effects: Effects = noEffects()): Effects {
  const history = soundHistory(store, run, now)
  return history ? goOn(store, history, now, effects) : effects
}

function goOn(store: Store, history: History, now: number, effects: Effects): Effects {
  for (let made = 0; ; made++) {
    const decision = decide(history.definition, history.state)
    if (!decision) return effects
    if (made === atOnce) {
      store.flowRuns.wait({ run: history.run, step: '', kind: 'more', dueAt: 0 }, now)
      return effects
    }
    store.histories.append(history, decision, now)
    perform(store, history, decision, now, effects)
  }
}
