import { AppError } from '../../../shared/errors.ts'
import type { Actor } from '../../../shared/model/actor.ts'
import type { Trigger } from '../../../shared/model/run.ts'
import { specText } from '../../../shared/model/spec-text.ts'
import type { Task, TaskDraft } from '../../../shared/model/task.ts'
import type { Stage } from '../../../shared/run-state.ts'
import { currentActor } from '../base/actor.ts'
import type { Clock } from '../base/clock.ts'
import { newId } from '../base/ids.ts'
import type { Store } from '../store/store.ts'
import type { BatchRow } from '../store/task-batches.ts'
import { drainingError } from './enqueue.ts'
import { dueOf, findFirst, keepKey, type PreparedTask, prepareTask, requireSame } from './prepare-task.ts'
import type { Core } from './run-kind.ts'
import { typeOf } from './task-type.ts'

/** The commit group can end a commit only between two operations. */
const tasksInOperation = 50

export type AddedTask = { created: boolean; task: Task }
export type BatchOutcome = AddedTask | Error

/** Tasks that wait for the same operation, each as it was prepared, or why it was refused. */
type Batch = { trigger: Trigger; actor: Actor; tasks: (PreparedTask | AppError)[]; outcomes: Promise<BatchOutcome[]> }

/** A task that is written with the others of its operation. */
type Addition = { prepared: PreparedTask; row: BatchRow; task: Task }

/**
 * Adds tasks of programs. Those that come before the next commit are written together, 50 in an operation; each is accepted or
 * refused on its own. A failed commit refuses the tasks of that commit, and no others.
 */
export function createIntake({ store }: Core, clock: Clock) {
  let open: Batch | null = null

  function openBatch(trigger: Trigger, actor: Actor): Batch {
    const tasks: Batch['tasks'] = []
    const close = (): void => {
      if (open?.tasks === tasks) open = null
    }
    const outcomes = store.submit('enqueue', () => {
      close()
      return addAll(store, tasks, trigger, clock.now())
    })
    // A commit that cannot start refuses its operations without a call.
    outcomes.catch(close)
    return { trigger, actor, tasks, outcomes }
  }

  /** Resolves once the task is on disk. */
  async function add(task: PreparedTask | AppError, trigger: Trigger): Promise<BatchOutcome> {
    const actor = currentActor()
    if (open?.trigger !== trigger || open.actor !== actor || open.tasks.length >= tasksInOperation)
      open = openBatch(trigger, actor)
    const { tasks, outcomes } = open
    const at = tasks.push(task) - 1
    return (await outcomes)[at] as BatchOutcome
  }

  return {
    /** Throws conflict, invalid and too-large. */
    async add(draft: TaskDraft, trigger: Trigger): Promise<AddedTask> {
      const outcome = await add(prepareTask(draft), trigger)
      if (outcome instanceof Error) throw outcome
      return outcome
    },
    /** The outcome of each, in their order. */
    addMany: (drafts: TaskDraft[], trigger: Trigger): Promise<BatchOutcome[]> =>
      Promise.all(drafts.map((draft) => add(prepared(draft), trigger).catch((error: Error) => error))),
  }
}

function prepared(draft: TaskDraft): PreparedTask | AppError {
  try {
    return prepareTask(draft)
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
}

function addAll(store: Store, tasks: (PreparedTask | AppError)[], trigger: Trigger, now: number): BatchOutcome[] {
  const choose = createChoice(store, now)
  const outcomes = tasks.map((task): BatchOutcome => {
    if (task instanceof AppError) return task
    try {
      return choose.accept(task)
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
  return {
    additions,
    /** Throws conflict and invalid, as for a single task. */
    accept(prepared: PreparedTask): BatchOutcome {
      const { draft, spec, key } = prepared
      const twin = key === null ? undefined : byKey.get(key.text)
      if (twin?.prepared.key && key) {
        requireSame(key, twin.prepared.key.fingerprint, twin.task.id)
        return { created: false, task: twin.task }
      }
      const first = findFirst(store, prepared, now)
      if (first) return { created: false, task: first }
      const dueAt = Math.max(now, dueOf(draft, now))
      const queue = store.queues.need(spec.queue, now)
      if (queue.state === 'draining') throw drainingError(queue.name)
      const task = newTask(prepared, dueAt, now)
      const addition = { prepared, task, row: { task, type: typeOf(spec), spec: specText(spec) } }
      additions.push(addition)
      if (key !== null) byKey.set(key.text, addition)
      return { created: true, task }
    },
  }
}

/** Writes the accepted tasks, and assigns their numbers. */
function write(store: Store, additions: Addition[], trigger: Trigger, now: number): void {
  if (additions.length === 0) return
  const [first] = additions as [Addition]
  const rows = additions.map(({ row }) => row)
  const numbers = rows.length === 1 ? insertOne(store, first.row, trigger, now) : store.taskBatches.insert(rows, trigger, now)
  const hasKeys = additions.some(({ prepared }) => prepared.key !== null)
  const expiresAt = hasKeys ? now + store.settings.read().idempotencyMs : now
  for (const [at, { prepared, task }] of additions.entries()) {
    task.runNumber = numbers.run + at
    if (prepared.key !== null) keepKey(store, prepared.key, numbers.task + at, expiresAt)
  }
}

/** The same rows as a batch of one, which takes longer. */
function insertOne(store: Store, { task, type, spec }: BatchRow, trigger: Trigger, now: number): { run: number; task: number } {
  const { id, runId, title, queue, priority, runAt: dueAt, maxAttempts } = task
  const run = store.runs.insert({ id: runId, kind: 'job', title, trigger, occurrence: null, params: null, now })
  const place = { stage: task.stage as Stage, queue, priority, dueAt }
  const seq = store.tasks.insert({ id, run, nodeKey: 'main', type, spec, ...place, maxAttempts, now })
  store.events.appendOfRun({ number: run, id: runId, jobId: null }, 'queued', { trigger }, now)
  return { run, task: seq }
}

const newTask = ({ draft, spec, title }: PreparedTask, dueAt: number, now: number): Task => ({
  id: newId(now),
  type: draft.type,
  title,
  runId: newId(now),
  runNumber: 0,
  jobId: null,
  status: 'queued',
  reason: null,
  stage: dueAt > now ? 'delayed' : 'ready',
  queue: spec.queue,
  priority: spec.priority,
  runAt: dueAt,
  attempts: 0,
  maxAttempts: spec.retry.maxAttempts,
  result: null,
  error: null,
  createdAt: now,
  startedAt: null,
  endedAt: null,
})
