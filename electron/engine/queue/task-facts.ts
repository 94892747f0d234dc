import type { Term } from '../../../shared/filter/filter.ts'
import type { Facts } from '../../../shared/filter/match-facts.ts'
import { statusChoicesOf } from '../../../shared/filter/run-status.ts'
import type { Task } from '../../../shared/model/task.ts'
import { type Stage, type State, stages, states } from '../../../shared/run-state.ts'
import type { Filter } from '../store/task-lists.ts'

/** What a filter can ask about a task. */
export const taskFacts = (task: Task): Facts => ({
  free: [task.title, task.error ?? '', String(task.runNumber), `#${task.runNumber}`],
  values: {
    status: statusChoicesOf(task),
    stage: [task.stage],
    reason: [task.reason],
    queue: [task.queue],
    type: [task.type],
    priority: [task.priority],
    attempt: [task.attempts],
    due: [task.runAt],
    created: [task.createdAt],
    error: [task.error],
  },
})

/** The list that has all tasks of a filter with a single status or stage, where none was asked for. */
export function narrowed(given: Filter, terms: readonly Term[]): Filter {
  if (given.status !== null || given.stage !== null) return given
  const [status, stage] = ['status', 'stage'].map((key) => onlyChoice(terms, key))
  const [state, waitsFor] = [states.find((name) => name === status), stages.find((name) => name === stage)]
  return { ...given, status: (state satisfies State | undefined) ?? null, stage: (waitsFor satisfies Stage | undefined) ?? null }
}

function onlyChoice(terms: readonly Term[], key: string): string | null {
  const meanings = terms.find((term) => term.key === key && !term.isNegated)?.meanings ?? []
  const [only] = meanings
  return meanings.length === 1 && only?.type === 'choice' ? only.choice : null
}
