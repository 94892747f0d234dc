import * as z from 'zod'

const words = z.union([z.array(z.string()), z.string().transform((text) => text.trim().split(/\s+/))])
const seconds = z.number().min(0)
const megabytes = z.number().positive()
const action = z.enum(['warn', 'stop']).optional()

/** A job as people write it in a file: times in seconds, sizes in megabytes. */
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
    /** A flow by its name, and of which version, unless the newest is meant. */
    flow: z.union([z.string(), z.strictObject({ name: z.string(), version: z.number() })]).optional(),
    args: z.array(z.coerce.string()).optional(),
    /** What becomes of what it writes. */
    result: z.enum(['none', 'text', 'json']).optional(),
    cwd: z.string().nullish(),
    env: z.record(z.string(), z.coerce.string()).optional(),
    'env-file': z.string().nullish(),
    stdin: z.string().nullish(),
    'stdin-file': z.string().nullish(),
    /** The parameters of the run, as JSON. */
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
        wait: seconds.optional(),
      })
      .optional(),
    enabled: z.boolean().optional(),
    muted: z.boolean().optional(),
    pinned: z.boolean().optional(),
  })
  .refine(
    ({ script, command, http, builtin, flow }) =>
      [script, command, http, builtin, flow].filter((body) => body !== undefined).length === 1,
    'needs either "script", "command", "http", "builtin" or "flow"',
  )

export type JobFile = z.infer<typeof JobFile>

export const mb = 1024 * 1024

export const withoutUndefined = (value: object): object =>
  Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined))
