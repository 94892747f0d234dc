import * as z from 'zod'
import { Hooks } from '../../../shared/model/hook.ts'
import { ParamSchema } from '../../../shared/params/schema.ts'

const words = z.union([z.array(z.string()), z.string().transform((text) => text.trim().split(/\s+/))])
const seconds = z.number().min(0)
const megabytes = z.number().positive()
const action = z.enum(['warn', 'stop']).optional()

/** A job as a person writes it: times in seconds, sizes in megabytes. */
export const JobFile = z
  .strictObject({
    name: z.string(),
    script: z.string().optional(),
    interpreter: words.optional(),
    command: z.array(z.coerce.string()).min(1).optional(),
    http: z
      .strictObject({
        url: z.string(),
        method: z.string().optional(),
        headers: z.record(z.string(), z.coerce.string()).optional(),
        body: z.string().nullish(),
        expect: z.array(z.coerce.string()).optional(),
        redirects: z.number().optional(),
        'verify-tls': z.boolean().optional(),
      })
      .optional(),
    builtin: z.strictObject({ name: z.string(), input: z.unknown() }).optional(),
    /** The name of a flow, with a version to fix one. */
    flow: z.union([z.string(), z.strictObject({ name: z.string(), version: z.number() })]).optional(),
    /** The name of a pipeline, with a version to fix one. */
    pipeline: z.union([z.string(), z.strictObject({ name: z.string(), version: z.number() })]).optional(),
    args: z.array(z.coerce.string()).optional(),
    /** How standard output becomes the result of the run. */
    result: z.enum(['none', 'text', 'json']).optional(),
    cwd: z.string().nullish(),
    env: z.record(z.string(), z.coerce.string()).optional(),
    'env-file': z.string().nullish(),
    stdin: z.string().nullish(),
    'stdin-file': z.string().nullish(),
    params: ParamSchema.optional(),
    /** True: the parameters of the run as JSON. */
    'stdin-params': z.boolean().optional(),
    timeout: z.number().positive().nullish(),
    retry: z
      .strictObject({
        attempts: z.number(),
        delay: seconds.optional(),
        backoff: z.enum(['fixed', 'exponential']).optional(),
        'max-delay': seconds.optional(),
        jitter: z.boolean().optional(),
        'exit-codes': z.array(z.number()).optional(),
      })
      .optional(),
    stop: z.strictObject({ signal: z.string().optional(), grace: seconds.optional() }).optional(),
    limits: z
      .strictObject({
        memory: z.strictObject({ max: megabytes, action }).optional(),
        cpu: z.strictObject({ max: z.number().positive(), action }).optional(),
        output: z.strictObject({ max: megabytes, action }).optional(),
      })
      .optional(),
    queue: z.string().optional(),
    priority: z.number().optional(),
    overlap: z.string().optional(),
    conditions: z
      .strictObject({
        'ac-power': z.boolean().optional(),
        idle: seconds.optional(),
        network: z.string().optional(),
        host: z.string().optional(),
        volume: z.string().optional(),
        'only-if': z.string().optional(),
        'once-per-day': z.boolean().optional(),
        wait: seconds.optional(),
      })
      .optional(),
    hooks: Hooks.optional(),
    enabled: z.boolean().optional(),
    muted: z.boolean().optional(),
    pinned: z.boolean().optional(),
    'pause-after': z.number().nullish(),
    tags: z.array(z.string()).optional(),
    folder: z.string().nullish(),
    owner: z.string().nullish(),
    notes: z.string().nullish(),
  })
  .refine(
    ({ script, command, http, builtin, flow, pipeline }) =>
      [script, command, http, builtin, flow, pipeline].filter((body) => body !== undefined).length === 1,
    'needs exactly one of "script", "command", "http", "builtin", "flow" and "pipeline"',
  )

export type JobFile = z.infer<typeof JobFile>

/** Every key that a job file can have, at any depth. */
export const jobFileKeys: string[] = keysOf(JobFile)

function keysOf(schema: z.ZodType): string[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return keysOf(schema.unwrap() as z.ZodType)
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => keysOf(option as z.ZodType))
  if (!(schema instanceof z.ZodObject)) return []
  return Object.entries(schema.shape).flatMap(([key, part]) => [key, ...keysOf(part as z.ZodType)])
}

export const mb = 1024 * 1024

export const withoutUndefined = (value: object): object =>
  Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined))
