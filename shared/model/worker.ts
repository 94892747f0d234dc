import * as z from 'zod'
import { JsonValue } from './json.ts'
import { limits } from './limits.ts'

/** Work for a worker, either called by LocalFlow or asking for tasks. */
export const ServiceBody = z.object({
  kind: z.literal('service'),
  service: z.string(),
  mode: z.enum(['push', 'pull']),
  input: z.unknown(),
  params: z.record(z.string(), z.unknown()),
  /** How long the task waits for a worker that offers the service. */
  waitMs: z.int(),
})
export type ServiceBody = z.infer<typeof ServiceBody>

/** Heard of for no longer than this, a worker is there. */
export const workerSilenceMs = 15_000
/** How often it says that it is. */
export const heartbeatMs = 5_000
/** How long a task waits for a worker that offers its service, unless its node says otherwise. */
export const serviceWaitMs = 600_000

const id = z.string().trim().min(1).max(200)
const service = z.string().trim().min(1).max(200)
const url = z
  .string()
  .max(2_000)
  .regex(/^(?:queue|local|https?:\/\/[^\s/?#]+\S*)?$/, 'must be an address such as http://127.0.0.1:9000')
const load = z.number().min(0).max(1_000_000).default(0)

/** `http` is called at its url; `async` asks for work. */
export const Registration = z.object({
  id,
  url: url.default(''),
  services: z.array(service).min(1, 'must name at least one service').max(1_000),
  type: z.enum(['http', 'async']).default('http'),
  load,
})
export type Registration = z.infer<typeof Registration>

export const Heartbeat = z.object({ id, url: url.default(''), load })

export const Worker = z.object({
  id: z.string(),
  url: z.string(),
  services: z.array(z.string()),
  type: z.enum(['http', 'async']),
  load: z.number(),
  /** What it executes at this moment, as far as it is known here. */
  running: z.int(),
  last_heartbeat: z.int(),
  status: z.enum(['online', 'offline']),
})
export type Worker = z.infer<typeof Worker>

/** A task that a worker executes. */
export const WorkerTask = z.object({
  id: z.string(),
  /** The number of its run. */
  run: z.int(),
  title: z.string(),
  node: z.string(),
  /** When its attempt started. */
  since: z.int().nullable(),
})
export type WorkerTask = z.infer<typeof WorkerTask>

/** A service with waiting tasks and no worker. */
export const WaitingService = z.object({
  service: z.string(),
  /** Who is waited for: a worker that is called, or one that asks. */
  mode: z.enum(['push', 'pull']),
  /** Up to 1,000. */
  count: z.int(),
  /** When the oldest of the tasks started to wait. */
  since: z.int(),
})
export type WaitingService = z.infer<typeof WaitingService>

export const Poll = z.object({ worker_id: id, services: z.array(service).min(1).max(1_000) })

/** A task for a worker; `input_json` is its input. */
export const QueueTask = z.object({
  id: z.string(),
  task_id: z.string(),
  node_key: z.string(),
  service: z.string(),
  input_json: z.string(),
  status: z.literal('claimed'),
  worker_id: z.string(),
  created_at: z.int(),
  started_at: z.int(),
  timeout_at: z.int(),
})
export type QueueTask = z.infer<typeof QueueTask>

export const Completion = z.object({
  queue_id: id,
  result: JsonValue.nullish(),
  error: z.string().max(100_000).nullish(),
  log_path: z.string().max(limits.pathLength).nullish(),
  run_id: z.string().max(200).nullish(),
})
export type Completion = z.infer<typeof Completion>
