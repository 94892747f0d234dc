import { AppError } from '../../../shared/errors.ts'
import { type CountedFacts, matchesFacts } from '../../../shared/filter/match-facts.ts'
import { requireFilter } from '../../../shared/filter/require-filter.ts'
import type { Trigger } from '../../../shared/model/run.ts'
import type { Task, TaskDraft } from '../../../shared/model/task.ts'
import type { Stage, State } from '../../../shared/run-state.ts'
import type { Clock } from '../base/clock.ts'
import type { Filter, TaskKey } from '../store/task-lists.ts'
import { type AddedTask, type BatchOutcome, createIntake } from './intake.ts'
import { moveToFront } from './move-to-front.ts'
import type { Core } from './run-kind.ts'
import { narrowed, taskFacts } from './task-facts.ts'

export type TaskQuery = {
  status: State | null
  stage: Stage | null
  queue: string | null
  q?: string | null
  cursor: string | null
  limit: number
}

/** The most rows that one portion reads: a search for rare tasks must not block others. */
const stretch = 4_000
/** The same where each task is looked at. */
const portion = 500

type RunActions = { cancel(ref: string): Promise<unknown>; retry(ref: string): Promise<unknown> }

/**
 * The tasks of the queue for programs. Errors are not-found, conflict (key used for something else, ended), invalid,
 * too-large.
 */
export function createTaskActions(core: Core, clock: Clock, runs: RunActions) {
  const { store } = core
  const intake = createIntake(core, clock)

  function find(id: string): Task {
    const task = store.taskViews.find(id)
    if (!task) throw new AppError('not-found', `There is no task "${id}".`)
    return task
  }

  async function findKeys(filter: Filter, cursor: string | null, wanted: number): Promise<TaskKey[]> {
    const { next, matches, isSifted, cursorOf } = store.taskLists
    if (!isSifted(filter)) return next(filter, cursor, wanted)
    const found: TaskKey[] = []
    for (let after = cursor; ; ) {
      const keys = next(filter, after, stretch)
      found.push(...keys.filter((key) => matches(filter, key)))
      const last = keys.at(-1)
      if (found.length >= wanted || keys.length < stretch || !last) return found.slice(0, wanted)
      after = cursorOf(last)
      await new Promise(setImmediate)
    }
  }

  async function findMatching(q: string, given: Filter, cursor: string | null, wanted: number): Promise<TaskKey[]> {
    const terms = requireFilter('tasks', q)
    const filter = narrowed(given, terms)
    const now = clock.now()
    const isWanted = ({ seq }: TaskKey): boolean => {
      const task = store.taskViews.brief(seq)
      return task !== null && matchesFacts(terms, taskFacts(task), now)
    }
    const found: TaskKey[] = []
    for (let after = cursor; found.length < wanted; ) {
      const keys = store.taskLists.next(filter, after, portion)
      found.push(...keys.filter((key) => store.taskLists.matches(filter, key) && isWanted(key)))
      const last = keys.at(-1)
      if (keys.length < portion || !last) break
      after = store.taskLists.cursorOf(last)
      await new Promise(setImmediate)
    }
    return found.slice(0, wanted)
  }

  return {
    /** The values of the newest tasks, for suggestions. */
    facts(): CountedFacts {
      const keys = store.taskLists.next({ status: null, stage: null, queue: null }, null, portion + 1)
      const facts = keys.slice(0, portion).flatMap(({ seq }) => {
        const task = store.taskViews.brief(seq)
        return task ? [taskFacts(task).values] : []
      })
      return { facts, isPart: keys.length > portion }
    },
    get: find,
    create: (draft: TaskDraft, trigger: Trigger): Promise<AddedTask> => intake.add(draft, trigger),
    /** Each is accepted or refused by itself, in their order; a refused one is replaced by its error. */
    createMany: (drafts: TaskDraft[], trigger: Trigger): Promise<BatchOutcome[]> => intake.addMany(drafts, trigger),
    /** Throws invalid for a cursor or a filter that is not understood. */
    async list({ limit, cursor, q = null, ...filter }: TaskQuery): Promise<{ items: Task[]; nextCursor: string | null }> {
      const found = q === null ? await findKeys(filter, cursor, limit + 1) : await findMatching(q, filter, cursor, limit + 1)
      const items = found.slice(0, limit)
      const last = items.at(-1)
      return {
        items: items.flatMap(({ seq }) => store.taskViews.get(seq) ?? []),
        nextCursor: found.length > limit && last ? store.taskLists.cursorOf(last) : null,
      }
    },
    async cancel(id: string): Promise<Task> {
      await runs.cancel(find(id).runId)
      return find(id)
    },
    async retry(id: string): Promise<Task> {
      await runs.retry(find(id).runId)
      return find(id)
    },
    async moveToFront(id: string): Promise<Task> {
      await store.submit('move a task to the front', () => moveToFront(store, store.tasks.find(id)?.seq ?? -1, clock.now()))
      return find(id)
    },
  }
}
