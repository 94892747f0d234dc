import * as z from 'zod'
import { Backoff } from '../backoff.ts'
import { ParamSchema } from '../params/schema.ts'
import { type Reason, reasons, states } from '../run-state.ts'
import { Actor } from './actor.ts'
import { builtinNames } from './builtin-names.ts'
import { Conditions } from './conditions.ts'
import { FlowBody, PipelineBody } from './definition-body.ts'
import { HeaderName, HeaderValue } from './header.ts'
import { Hooks } from './hook.ts'
import { JobPause } from './job-pause.ts'
import { JsonValue, jsonRecord } from './json.ts'
import { limits } from './limits.ts'
import { shownName } from './name.ts'
import { Organization, OrganizationDraft } from './organization.ts'
import { Overlap } from './overlap.ts'
import { QueueName } from './queue-name.ts'
import { namesSecret, SecretUse } from './secret.ts'

export { Overlap, overlapPolicies } from './overlap.ts'
export { QueueName } from './queue-name.ts'

const noNul = (text: string) => !text.includes('\0')
const nulMessage = 'must not contain a NUL character'
/** Text for a program: the system ends it at a NUL. */
export const nulFreeText = (max: number) => z.string().max(max).refine(noNul, nulMessage)
export const FilePath = nulFreeText(limits.pathLength).trim().min(1, 'is empty: name a file or a folder')

/** An argument list: the program, then its arguments. Never a line for a shell to split. */
const interpreter = z.array(nulFreeText(limits.pathLength).min(1)).max(20)

export const ScriptBody = z.object({
  kind: z.literal('script'),
  script: nulFreeText(limits.scriptBytes).min(1, 'is empty: write what should run'),
  /** Empty: the script's own #! line, else the system shell. */
  interpreter: interpreter.default([]),
  args: z.array(nulFreeText(limits.argBytes)).max(limits.args).optional(),
})

export type ScriptBody = z.infer<typeof ScriptBody>

export const CommandBody = z.object({
  kind: z.literal('command'),
  command: nulFreeText(limits.pathLength).trim().min(1, 'is empty: name the program to run'),
  args: z.array(nulFreeText(limits.argBytes)).max(limits.args).default([]),
})

const address = z.url({ protocol: /^https?$/ })

export const httpMethods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const

const statusRange = z.string().regex(/^[1-5](\d\d|xx)$/i, 'must be a status such as 204, or a class such as 2xx')

export const HttpBody = z.object({
  kind: z.literal('http'),
  method: z.enum(httpMethods).default('GET'),
  url: z
    .string()
    .trim()
    .min(1, 'is empty: give the address to call')
    .max(8_192)
    .refine(
      (text) => namesSecret(text) || address.safeParse(text).success,
      'must be an address that starts with http:// or https://',
    ),
  headers: z
    .record(HeaderName, HeaderValue)
    .refine((headers) => Object.keys(headers).length <= 100, 'must have at most 100 headers')
    .default({}),
  body: z.string().max(limits.payloadBytes).nullable().default(null),
  /** The statuses that count as success. */
  expect: z.array(statusRange).min(1).max(20).default(['2xx']),
  /** The most redirects to follow; one more is a failure. */
  redirects: z.int().min(0).max(20).default(5),
  /** False: a certificate that cannot be verified is accepted. */
  verifyTls: z.boolean().default(true),
})
export type HttpBody = z.infer<typeof HttpBody>

/** An address for display and logs: without the name and the password in it. */
export const withoutCredentials = (url: string): string => url.replace(/^(https?:[\\/]+)[^\\/?#]*@/i, '$1')

/** A built-in function; it starts no process. */
export const BuiltinBody = z.object({
  kind: z.literal('builtin'),
  name: z.enum(builtinNames),
  input: JsonValue.default(null),
  params: jsonRecord(z.string()).optional(),
})
export type BuiltinBody = z.infer<typeof BuiltinBody>

export const Body = z.discriminatedUnion('kind', [ScriptBody, CommandBody, HttpBody, BuiltinBody, FlowBody, PipelineBody])
export type Body = z.infer<typeof Body>
export const bodyKinds = ['script', 'command', 'http', 'builtin', 'flow', 'pipeline'] as const
export type ShellBody = Extract<Body, { kind: 'script' | 'command' }>

const envName = z
  .string()
  .min(1, 'an environment name must not be empty')
  .max(256)
  .refine((name) => !name.includes('='), 'an environment name must not contain "="')
  .refine(noNul, `an environment name ${nulMessage}`)

export const Env = z
  .record(envName, nulFreeText(limits.envValueBytes))
  .refine((env) => Object.keys(env).length <= limits.envEntries, `must have at most ${limits.envEntries} variables`)

export const Priority = z.int().min(-limits.priority).max(limits.priority)

export const Stdin = z.discriminatedUnion('from', [
  z.object({ from: z.literal('text'), text: z.string().max(limits.stdinBytes) }),
  z.object({ from: z.literal('file'), path: FilePath }),
  /** The parameters of the run, as JSON. */
  z.object({ from: z.literal('params') }),
])
export type Stdin = z.infer<typeof Stdin>

/** Exit codes as a shell reports them: 128 + n for a signal, 124 for a timeout, 127 for a program that could not start. */
export const Retry = z.object({
  maxAttempts: z.int().min(1).max(limits.attempts).default(1),
  backoff: Backoff.prefault({}),
  /** Null: after any failure. Interrupted attempts are always retried. */
  exitCodes: z.array(z.int().min(1).max(255)).max(255).nullable().default(null),
})
export type Retry = z.infer<typeof Retry>

export const stopSignals = ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2'] as const

/** How a run is stopped: the signal first, then SIGKILL after the grace period. */
export const Stop = z.object({
  signal: z.enum(stopSignals).default('SIGTERM'),
  graceMs: z.int().min(0).max(3_600_000).default(10_000),
})
export type Stop = z.infer<typeof Stop>

const limit = z.object({ max: z.int().min(1), action: z.enum(['warn', 'stop']).default('stop') })

export const ResourceLimits = z.object({
  /** Resident memory of the whole process tree, in bytes. */
  memory: limit.nullable().default(null),
  /** CPU time of the whole process tree, in milliseconds. */
  cpu: limit.nullable().default(null),
  /** Bytes written to stdout and stderr. */
  output: limit.nullable().default(null),
})
export type ResourceLimits = z.infer<typeof ResourceLimits>

export const defaultQueue = 'default'

/** What to execute and how: the part of a job that is versioned. */
export const Spec = z.object({
  body: Body,
  /** Working folder; null is the person's home folder. */
  cwd: FilePath.nullable().default(null),
  env: Env.default({}),
  /** A file of NAME=value lines, read at each start. `env` wins over it. */
  envFile: FilePath.nullable().default(null),
  stdin: Stdin.nullable().default(null),
  timeoutMs: z.int().min(1).max(limits.timeoutMs).nullable().default(null),
  retry: Retry.prefault({}),
  stop: Stop.prefault({}),
  limits: ResourceLimits.prefault({}),
  queue: QueueName.default(defaultQueue),
  priority: Priority.default(0),
  overlap: Overlap.default('allow'),
  /**
   * Standard output becomes the result: as text, or parsed as JSON if it is valid. A line `::output name=value` sets a part
   * of it.
   */
  output: z.enum(['none', 'text', 'json']).default('none'),
  /** Conditions for starting a run that no person started manually. */
  conditions: Conditions.nullable().default(null),
  /** The parameters that a run has, in addition to those in the comments of its script. */
  params: ParamSchema.default({}),
  hooks: Hooks.default([]),
  /** A job may name secrets in all these places; other specs list theirs. */
  secrets: SecretUse,
})
export type Spec = z.infer<typeof Spec>
export type SpecInput = z.input<typeof Spec>

export const JobName = shownName('is empty: give the job a name')

export const JobDraft = Spec.extend({
  name: JobName,
  enabled: z.boolean().default(true),
  /** LocalFlow sends no notification when the job fails. */
  muted: z.boolean().default(false),
  /** Always in the tray's menu. */
  pinned: z.boolean().default(false),
  /** After so many failed runs in a row, LocalFlow pauses what starts the job automatically; null: never. */
  pauseAfter: z.int().min(1, 'must be 1 or more').max(1_000, 'must be no more than 1,000').nullable().default(null),
})
export type JobDraft = z.infer<typeof JobDraft>
export type JobDraftInput = z.input<typeof JobDraft>

/** A job as it is created or replaced. How it is organized stays where the input does not say it. */
export const JobInput = JobDraft.extend(OrganizationDraft.shape)
export type JobInput = z.infer<typeof JobInput>

/** What the person who saved it says about a version. */
export const VersionNote = z.string().trim().max(2_000)

/** The runs of a version: how many ended, and the newest of them that still exists. */
export const VersionUse = z.object({
  runs: z.int(),
  lastRun: z
    .object({ number: z.int(), status: z.enum(states), reason: z.enum(reasons as [Reason, ...Reason[]]).nullable() })
    .nullable(),
})
export type VersionUse = z.infer<typeof VersionUse>

/** In a list of versions. */
export const VersionChanges = z.object({
  changes: z
    .string()
    .describe('What changed since the version before, where a version has no note: "Script and timeout changed"'),
})

/** A version of a job's spec. Versions never change; new runs use the newest. */
export const JobVersion = z.object({
  version: z.int(),
  note: z.string(),
  kind: z.enum(bodyKinds),
  /** The command, or the first meaningful line of the script. */
  preview: z.string(),
  createdAt: z.int(),
  /** Who made it. */
  actor: Actor,
  ...VersionUse.shape,
})
export type JobVersion = z.infer<typeof JobVersion>

export const Job = JobDraft.extend({
  // Names from before control characters were refused.
  name: z.string(),
  id: z.string(),
  version: z.int(),
  createdAt: z.int(),
  updatedAt: z.int(),
})
export type Job = z.infer<typeof Job>

/** With how people organize it; `warnings` are sentences about what its runs could not do. */
export const JobDetail = Job.extend({ ...Organization.shape, paused: JobPause.nullable(), warnings: z.array(z.string()) })
export type JobDetail = z.infer<typeof JobDetail>
