import { checkStep } from '../../../shared/model/conditions.ts'
import type { Store } from '../store/store.ts'

/** The run that checks the condition of a run that is about to start; null if none does. */
export function checkOf(store: Store, run: number): number | null {
  const check = store.parents.childOf(run, checkStep)
  const found = check === null ? null : store.runs.byNumber(check)
  return found?.trigger === 'condition' && found.endedAt === null ? found.number : null
}
