import * as z from 'zod'
import { Backoff } from '../backoff.ts'
import { Actor } from './actor.ts'
import { BuiltinBody, CommandBody, defaultQueue, Env, FilePath, HttpBody, Priority, QueueName, Stdin } from './job.ts'
import { limits } from './limits.ts'
import { RunReason, Stage, Status } from './run.ts'
import { SecretUse } from './secret.ts'

/** Whether a task was moved to the front of its queue: its priority is above all that can be set. */
export const isAtFront = (priority: number): boolean => priority > limits.priority

/** The types of tasks that clients may queue. */
const draftTypes = ['shell', 'http', 'builtin'] as const
export const taskTypes = [...draftTypes, 'service', 'flow', 'pipeline'] as const
export type TaskType = (typeof taskTypes)[number]

const options = {
  /** What people see; what it runs, when not given. */
  title: z.string().trim().min(1).max(200).optional(),
  queue: QueueName.default(defaultQueue),
  /** Higher starts first. */
  priority: Priority.default(0),
  /** Not before this moment: ISO text, or milliseconds UTC. */
  runAt: z.union([z.iso.datetime({ offset: true }), z.int()]).optional(),
  /** Not before this many milliseconds have passed. */
  delayMs: z.int().min(0).max(limits.delayMs).optional(),
  maxAttempts: z.int().min(1).max(limits.attempts).default(1),
  backoff: Backoff.prefault({}),
  timeoutMs: z.int().min(1).max(limits.timeoutMs).optional(),
  /** The same key again gives the first task, for as long as keys are kept. */
  idempotencyKey: z.string().min(1).max(200).optional(),
  /** Which variables and headers name secrets, and whether the address does. Anything else stands for itself. */
  secrets: SecretUse.unwrap().optional(),
}

const shellPayload = z.strictObject({
  command: CommandBody.shape.command,
  args: CommandBody.shape.args,
  cwd: FilePath.optional(),
  env: Env.optional(),
  stdin: z
    .union([z.string().max(limits.requestBytes), Stdin])
    .nullable()
    .optional(),
})

/** How large a payload may be is said of all of it, by who takes it in. */
const httpPayload = z.strictObject({
  ...HttpBody.omit({ kind: true }).shape,
  body: z.string().max(limits.requestBytes).nullable().default(null),
})

export const TaskDraft = z.discriminatedUnion(
  'type',
  [
    z.object({ type: z.literal('shell'), payload: shellPayload, ...options }),
    z.object({ type: z.literal('http'), payload: httpPayload, ...options }),
    z.object({ type: z.literal('builtin'), payload: z.strictObject(BuiltinBody.omit({ kind: true }).shape), ...options }),
  ],
  { error: `must be one of ${draftTypes.join(', ')}` },
)
export type TaskDraft = z.infer<typeof TaskDraft>
export type TaskDraftInput = z.input<typeof TaskDraft>

const time = z.int()

export const Task = z.object({
  id: z.string(),
  type: z.enum(taskTypes),
  title: z.string(),
  runId: z.string(),
  runNumber: z.int(),
  jobId: z.string().nullable(),
  status: Status,
  reason: RunReason.nullable(),
  /** What it waits for, while it is queued. */
  stage: Stage.nullable(),
  queue: z.string(),
  priority: z.int(),
  runAt: time,
  attempts: z.int(),
  maxAttempts: z.int(),
  /** The result of a task that succeeded. */
  result: z.unknown(),
  error: z.string().nullable(),
  createdAt: time,
  startedAt: time.nullable(),
  endedAt: time.nullable(),
})
export type Task = z.infer<typeof Task>

export const queueStates = ['open', 'paused', 'draining'] as const

export const Queue = z.object({
  name: z.string(),
  /** How many of its tasks may run at the same time; null: no limit of its own. */
  limit: z.int().nullable(),
  /** How many more of its tasks may run now, as far as this limit goes; null without one. */
  free: z.int().nullable(),
  /** The old name of `limit`, for one release. */
  cap: z.int().nullable(),
  state: z.enum(queueStates),
  /** Why it is not open, in the words of who closed it. */
  note: z.string().nullable(),
  changedAt: time,
  /** Who changed it last, and so who paused it. */
  actor: Actor,
  ready: z.int(),
  delayed: z.int(),
  held: z.int(),
  running: z.int(),
})
export type Queue = z.infer<typeof Queue>
