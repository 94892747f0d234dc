import { createHash } from 'node:crypto'
import { AppError } from '../../../shared/errors.ts'
import { Spec, type SpecInput } from '../../../shared/model/job.ts'
import { limits } from '../../../shared/model/limits.ts'
import type { Trigger } from '../../../shared/model/run.ts'
import type { Task, TaskDraft } from '../../../shared/model/task.ts'
import type { Stage, State } from '../../../shared/run-state.ts'
import type { Clock } from '../base/clock.ts'
import { previewOf } from '../store/jobs.ts'
import type { Store } from '../store/store.ts'
import type { Filter, TaskKey } from '../store/task-lists.ts'
import { type Enqueued, enqueue } from './enqueue.ts'
import { moveToFront } from './move-to-front.ts'
import type { Core } from './run-kind.ts'

export type TaskQuery = { status: State | null; stage: Stage | null; queue: string | null; cursor: string | null; limit: number }

/** Rows that one look may read: a search for what is rare must not hold everybody else up. */
const stretch = 4_000

type RunActions = { cancel(ref: string): Promise<unknown>; retry(ref: string): Promise<unknown> }

/** The queue as programs see it. Errors are not-found, conflict (key used for something else, ended), invalid, too-large. */
export function createTaskActions(core: Core, clock: Clock, runs: RunActions) {
  const { store } = core

  function find(id: string): Task {
    const task = store.taskViews.find(id)
    if (!task) throw new AppError('not-found', `There is no task "${id}".`)
    return task
  }

  function add(draft: TaskDraft, payload: string, trigger: Trigger): { created: boolean; task: Task } {
    const now = clock.now()
    const key = draft.idempotencyKey
    const fingerprint = key === undefined ? '' : fingerprintOf(draft, payload)
    const known = key === undefined ? null : store.idempotency.get(key, now)
    if (known) return { created: false, task: find(sameAsFirst(store, known, fingerprint, key ?? '')) }
    const spec = specOf(draft)
    const dueAt = dueOf(draft, now)
    const added = enqueue(core, { title: draft.title ?? previewOf(spec), trigger, spec, dueAt }, now)
    if (key !== undefined)
      store.idempotency.put({ key, task: added.task.seq, fingerprint, expiresAt: now + store.settings.read().idempotencyMs })
    return { created: true, task: newTask(draft, added) }
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

  return {
    get: find,
    async create(draft: TaskDraft, trigger: Trigger): Promise<{ created: boolean; task: Task }> {
      const payload = JSON.stringify(draft.payload)
      if (Buffer.byteLength(payload) > limits.payloadBytes)
        throw new AppError('too-large', 'The payload is larger than 1 MB. Put what is large into a file, and name the file.', [
          { path: 'payload', message: 'is larger than 1 MB' },
        ])
      return store.submit('enqueue', () => add(draft, payload, trigger))
    },
    async list({ limit, cursor, ...filter }: TaskQuery): Promise<{ items: Task[]; nextCursor: string | null }> {
      const found = await findKeys(filter, cursor, limit + 1)
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

function sameAsFirst(store: Store, known: { task: number; fingerprint: string }, fingerprint: string, key: string): string {
  const first = store.tasks.get(known.task)?.id ?? ''
  if (known.fingerprint === fingerprint) return first
  throw new AppError(
    'conflict',
    `The key "${key}" was first used for task ${first}, which is another one. Use a new key for a new task.`,
    [{ path: 'idempotencyKey', message: `belongs to task ${first}` }],
  )
}

/** What must be the same for two orders to be the same one. */
function fingerprintOf(draft: TaskDraft, payload: string): string {
  const { type, queue, priority, maxAttempts, backoff, timeoutMs, runAt, delayMs } = draft
  return createHash('sha256')
    .update(JSON.stringify([type, payload, queue, priority, maxAttempts, backoff, timeoutMs, runAt, delayMs]))
    .digest('base64')
}

const newTask = ({ type }: TaskDraft, { run, task }: Enqueued): Task => ({
  id: task.id,
  type,
  title: run.title,
  runId: run.id,
  runNumber: run.number,
  jobId: null,
  status: 'queued',
  reason: null,
  stage: task.stage,
  queue: task.queue,
  priority: task.priority,
  runAt: task.dueAt,
  attempts: 0,
  maxAttempts: task.maxAttempts,
  result: null,
  error: null,
  createdAt: run.createdAt,
  startedAt: null,
  endedAt: null,
})

function specOf(draft: TaskDraft): Spec {
  const { queue, priority, maxAttempts, backoff } = draft
  const spec: SpecInput = {
    ...bodyOf(draft),
    queue,
    priority,
    timeoutMs: draft.timeoutMs ?? null,
    retry: { maxAttempts, backoff },
    secrets: draft.secrets ?? false,
  }
  const parsed = Spec.safeParse(spec)
  if (parsed.success) return parsed.data
  const issues = parsed.error.issues.map(({ path, message }) => ({ path: ['payload', ...path].join('.'), message }))
  throw new AppError('invalid', `${issues[0]?.path}: ${issues[0]?.message}`, issues)
}

function bodyOf(draft: TaskDraft): Pick<SpecInput, 'body' | 'cwd' | 'env' | 'stdin'> {
  switch (draft.type) {
    case 'shell': {
      const { command, args, cwd = null, env = {}, stdin = null } = draft.payload
      return {
        body: { kind: 'command', command, args },
        cwd,
        env,
        stdin: typeof stdin === 'string' ? { from: 'text', text: stdin } : stdin,
      }
    }
    case 'http':
      return { body: { kind: 'http', ...draft.payload } }
    case 'builtin':
      return { body: { kind: 'builtin', ...draft.payload } }
  }
}

function dueOf({ runAt, delayMs }: TaskDraft, now: number): number {
  if (runAt !== undefined && delayMs !== undefined)
    throw new AppError('invalid', 'Give either runAt or delayMs, not both.', [{ path: 'delayMs', message: 'excludes runAt' }])
  const due = runAt === undefined ? now + (delayMs ?? 0) : typeof runAt === 'number' ? runAt : Date.parse(runAt)
  if (due - now > limits.delayMs)
    throw new AppError('invalid', 'runAt is more than ten years away.', [
      { path: 'runAt', message: 'is more than ten years away' },
    ])
  return due
}
