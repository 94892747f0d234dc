import * as z from 'zod'
import { Env, HttpBody, nulFreeText } from '../model/job.ts'
import { JsonValue } from '../model/json.ts'
import { limits } from '../model/limits.ts'

/** Who executes a node: a worker that LocalFlow calls, one that fetches tasks, or LocalFlow itself. */
export const execTypes = ['http', 'queue', 'local_func', 'local_script', 'shell', 'request', 'job'] as const
export type ExecType = (typeof execTypes)[number]

export const word = z.string().max(200)
export const milliseconds = z.number().int().min(0).max(limits.delayMs)
export const params = z.record(z.string().max(200), JsonValue)
export const reference = z.string().max(2_000)

export const Script = z.strictObject({
  cmd: nulFreeText(limits.pathLength).optional(),
  args: z.array(nulFreeText(limits.argBytes)).max(limits.args).optional(),
  code: nulFreeText(limits.scriptBytes).optional(),
  language: z.string().max(200).optional(),
  timeout_ms: milliseconds.optional(),
  env: Env.optional(),
  work_dir: nulFreeText(limits.pathLength).optional(),
  stdin_mode: z.enum(['none', 'json']).or(z.literal('')).optional(),
  output_mode: z.enum(['text', 'json']).or(z.literal('')).optional(),
})

export const Prep = z.strictObject({ input_key: reference.optional(), input_map: z.record(word, reference).optional() })

export const Post = z.strictObject({
  output_key: word.optional(),
  output_map: z.record(word, word).optional(),
  action_static: word.optional(),
  action_key: word.optional(),
})

/** How one branch, item or inner node differs from its node. */
export const ExecSpec = z.strictObject({
  service: word.optional(),
  exec_type: z.enum(execTypes).optional(),
  func: word.optional(),
  script: Script.optional(),
  params: params.optional(),
  node: word.optional(),
  index: z.int().min(0).optional(),
  prep: Prep.optional(),
  post: Post.optional(),
})
export type ExecSpec = z.infer<typeof ExecSpec>

export const Retry = z.strictObject({
  max_attempts: z.int().min(1, 'must be at least 1: the first attempt counts').max(limits.attempts).optional(),
  delay_ms: milliseconds.optional(),
  backoff: z.enum(['fixed', 'exponential']).optional(),
  max_delay_ms: milliseconds.optional(),
  jitter: z.boolean().optional(),
  /** Retry only these exit codes; interrupted attempts are always retried. */
  exit_codes: z.array(z.int().min(1).max(255)).max(255).optional(),
})

export const Request = z.strictObject({
  method: HttpBody.shape.method.unwrap().optional(),
  url: z.string().min(1).max(8_192),
  headers: z.record(z.string(), z.string()).optional(),
  body: JsonValue.optional(),
  expect: HttpBody.shape.expect.unwrap().optional(),
})

export type Expression = { [operator: string]: unknown }

export const Case = z.strictObject({ action: word, expr: z.record(z.string(), z.unknown()) })

export const share = z.union([
  z.int().min(0),
  z.string().regex(/^\d{1,3}(\.\d+)?%$/, 'must be a number of items, or a share such as "1%"'),
])
