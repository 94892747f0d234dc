import { AppError } from '../../../shared/errors.ts'
import type { Trigger } from '../../../shared/model/run.ts'
import { specText } from '../../../shared/model/spec-text.ts'
import type { Task, TaskDraft } from '../../../shared/model/task.ts'
import type { Clock } from '../base/clock.ts'
import { newId } from '../base/ids.ts'
import type { QueueState } from '../store/queues.ts'
import type { Store } from '../store/store.ts'
import type { BatchRow } from '../store/task-batches.ts'
import { dueOf, findFirst, keepKey, type PreparedTask, prepareTask, requireSame } from './add-task.ts'
import { drainingError } from './enqueue.ts'
import type { Core } from './run-kind.ts'
import { typeOf } from './task-type.ts'

/** The commit group can end a commit only between two operations. */
const tasksInOperation = 50

export type BatchOutcome = { created: boolean; task: Pick<Task, 'id' | 'runId' | 'runNumber'> } | Error

/** A task that is written with the others of its operation. */
type Addition = { prepared: PreparedTask; row: BatchRow; task: Pick<Task, 'id' | 'runId' | 'runNumber'> }

/**
 * Adds many tasks, each accepted or refused on its own. Resolves with the outcome of each, in order, once the accepted ones
 * are on disk. If a commit fails, the tasks of that commit are refused, and no others.
 */
export async function addBatch({ store }: Core, clock: Clock, drafts: TaskDraft[], trigger: Trigger): Promise<BatchOutcome[]> {
  const parts: Promise<BatchOutcome[]>[] = []
  for (let at = 0; at < drafts.length; at += tasksInOperation) {
    const part = drafts.slice(at, at + tasksInOperation)
    const added = store.submit('enqueue', () => addPart(store, part, trigger, clock.now()))
    parts.push(added.catch((error: Error) => part.map(() => error)))
  }
  return (await Promise.all(parts)).flat()
}

function addPart(store: Store, part: TaskDraft[], trigger: Trigger, now: number): BatchOutcome[] {
  const choose = createChoice(store, now)
  const outcomes = part.map((draft): BatchOutcome => {
    try {
      return choose.accept(prepareTask(draft))
    } catch (error) {
      // Any other error rolls the operation back.
      if (error instanceof AppError) return error
      throw error
    }
  })
  write(store, choose.additions, trigger, now)
  return outcomes
}

/** Decides on the tasks of one operation, in their order, and collects the accepted ones. */
function createChoice(store: Store, now: number) {
  const additions: Addition[] = []
  const byKey = new Map<string, Addition>()
  const queues = new Map<string, QueueState>()

  function queueOf(name: string): QueueState {
    const known = queues.get(name) ?? store.queues.need(name, now)
    queues.set(name, known)
    return known
  }

  return {
    additions,
    /** Throws conflict and invalid, as for a single task. */
    accept(prepared: PreparedTask): BatchOutcome {
      const { draft, spec, title, key } = prepared
      const twin = key === null ? undefined : byKey.get(key.text)
      if (twin?.prepared.key && key) {
        requireSame(key, twin.prepared.key.fingerprint, twin.task.id)
        return { created: false, task: twin.task }
      }
      const first = findFirst(store, prepared, now)
      if (first) return { created: false, task: first }
      const dueAt = Math.max(now, dueOf(draft, now))
      const queue = queueOf(spec.queue)
      if (queue.state === 'draining') throw drainingError(queue.name)
      const task = { id: newId(now), runId: newId(now), runNumber: 0 }
      const place = { queue: queue.name, priority: spec.priority, stage: dueAt > now ? 'delayed' : 'ready', dueAt } as const
      const what = { title, type: typeOf(spec), spec: specText(spec), maxAttempts: spec.retry.maxAttempts }
      const addition = { prepared, task, row: { ...place, ...what, taskId: task.id, runId: task.runId } }
      additions.push(addition)
      if (key !== null) byKey.set(key.text, addition)
      return { created: true, task }
    },
  }
}

/** Writes the accepted tasks, and assigns their numbers. */
function write(store: Store, additions: Addition[], trigger: Trigger, now: number): void {
  if (additions.length === 0) return
  const numbers = store.taskBatches.insert(
    additions.map(({ row }) => row),
    trigger,
    now,
  )
  const hasKeys = additions.some(({ prepared }) => prepared.key !== null)
  const expiresAt = hasKeys ? now + store.settings.read().idempotencyMs : now
  for (const [at, { prepared, task }] of additions.entries()) {
    task.runNumber = numbers.run + at
    if (prepared.key !== null) keepKey(store, prepared.key, numbers.task + at, expiresAt)
  }
}
