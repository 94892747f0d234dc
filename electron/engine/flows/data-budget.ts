import type { Fact } from '../../../shared/flow/events.ts'
import { limits } from '../../../shared/model/limits.ts'
import type { History } from '../store/histories.ts'
import type { Store } from '../store/store.ts'

export const full = `The data of the run would exceed ${limits.flowDataChars / 1024 / 1024} MB. Write large data to files and pass their names.`

/** The fact, or, if its data would exceed the limit of the run, a failure with the reason `too-large`. Call inside a write. */
export function roomFor(store: Store, history: History, fact: Fact): Fact {
  switch (fact.type) {
    case 'task succeeded': {
      const { result, ...unit } = fact.data
      if (hasRoom(store, history, result)) return fact
      return { type: 'task failed', data: { ...unit, reason: 'too-large', error: full, exitCode: null } }
    }
    case 'child ended':
      if (hasRoom(store, history, fact.data.shared)) return fact
      return { type: 'child ended', data: { ...fact.data, status: 'failed', reason: 'too-large', error: full, shared: null } }
    default:
      return fact
  }
}

export const hasRoom = (store: Store, history: History, data: unknown): boolean =>
  store.histories.hasRoom(history, JSON.stringify(data ?? null).length)
