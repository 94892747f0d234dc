import { createHash } from 'node:crypto'
import { AppError } from '../../../shared/errors.ts'
import { Spec, type SpecInput } from '../../../shared/model/job.ts'
import { limits } from '../../../shared/model/limits.ts'
import type { Task, TaskDraft } from '../../../shared/model/task.ts'
import { previewOf } from '../store/jobs.ts'
import type { Store } from '../store/store.ts'

/** A draft with its spec, title and key. */
export type PreparedTask = {
  draft: TaskDraft
  spec: Spec
  title: string
  /** Null: every submission is a task of its own. */
  key: Key | null
}

type Key = { text: string; fingerprint: string }

/** Throws invalid and too-large, with the problem. */
export function prepareTask(draft: TaskDraft): PreparedTask {
  const payload = JSON.stringify(draft.payload)
  if (Buffer.byteLength(payload) > limits.payloadBytes)
    throw new AppError('too-large', 'The payload is larger than 1 MB. Write large data to a file and pass its name.', [
      { path: 'payload', message: 'is larger than 1 MB' },
    ])
  const spec = specOf(draft)
  const { idempotencyKey: text } = draft
  const key = text === undefined ? null : { text, fingerprint: fingerprintOf(draft, payload) }
  return { draft, spec, title: (draft.title ?? previewOf(spec)).toWellFormed(), key }
}

export const keepKey = (store: Store, { text, fingerprint }: Key, task: number, expiresAt: number): void =>
  store.idempotency.put({ key: text, task, fingerprint, expiresAt })

/** The first task with the same key. Throws conflict if that is a different one. */
export function findFirst(store: Store, { key }: PreparedTask, now: number): Task | null {
  const known = key === null ? null : store.idempotency.get(key.text, now)
  if (known === null || key === null) return null
  const id = store.tasks.get(known.task)?.id ?? ''
  requireSame(key, known.fingerprint, id)
  return store.taskViews.find(id)
}

export function requireSame({ text, fingerprint }: Key, known: string, id: string): void {
  if (known !== fingerprint)
    throw new AppError(
      'conflict',
      `The key "${text}" was first used for task ${id}, which is another one. Use a new key for a new task.`,
      [{ path: 'idempotencyKey', message: `belongs to task ${id}` }],
    )
}

/** What two requests must have in common to count as the same one. */
function fingerprintOf(draft: TaskDraft, payload: string): string {
  const { type, queue, priority, maxAttempts, backoff, timeoutMs, runAt, delayMs } = draft
  return createHash('sha256')
    .update(JSON.stringify([type, payload, queue, priority, maxAttempts, backoff, timeoutMs, runAt, delayMs]))
    .digest('base64')
}

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

export function dueOf({ runAt, delayMs }: TaskDraft, now: number): number {
  if (runAt !== undefined && delayMs !== undefined)
    throw new AppError('invalid', 'Give either runAt or delayMs, not both.', [{ path: 'delayMs', message: 'excludes runAt' }])
  const due = runAt === undefined ? now + (delayMs ?? 0) : typeof runAt === 'number' ? runAt : Date.parse(runAt)
  if (due - now > limits.delayMs)
    throw new AppError('invalid', 'runAt is more than ten years away.', [
      { path: 'runAt', message: 'is more than ten years away' },
    ])
  return due
}
