import { parse, stringify } from 'yaml'
import * as z from 'zod'
import { AppError } from '../../../shared/errors.ts'
import type { Conditions } from '../../../shared/model/conditions.ts'
import { type Body, type Job, JobDraft, type JobDraftInput } from '../../../shared/model/job.ts'

const words = z.union([z.array(z.string()), z.string().transform((text) => text.trim().split(/\s+/))])
const seconds = z.number().min(0)
const megabytes = z.number().positive()
const action = z.enum(['warn', 'stop']).optional()

/** A job as people write it in a file: times in seconds, sizes in megabytes. */
const JobFile = z
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
type JobFile = z.infer<typeof JobFile>

const mb = 1024 * 1024
const ms = (value: number | undefined): number | undefined => (value === undefined ? undefined : Math.round(value * 1_000))

/** Reads YAML or JSON. Throws `invalid` with the line, or the field, that is wrong. */
export function readJobFile(text: string, source: string): JobDraft {
  const parsed = JobFile.safeParse(parseText(text, source))
  if (!parsed.success) throw invalid(source, parsed.error)
  const file = parsed.data
  const draft = JobDraft.safeParse(
    withoutUndefined({
      name: file.name,
      body: bodyOf(file),
      cwd: file.cwd,
      env: file.env,
      envFile: file['env-file'],
      stdin: stdinOf(file),
      timeoutMs: file.timeout == null ? null : Math.round(file.timeout * 1_000),
      retry: file.retry && retryOf(file.retry),
      stop: file.stop && withoutUndefined({ signal: file.stop.signal, graceMs: ms(file.stop.grace) }),
      limits: file.limits && limitsOf(file.limits),
      queue: file.queue,
      priority: file.priority,
      overlap: file.overlap,
      output: file.result,
      conditions: file.conditions && conditionsOf(file.conditions),
      enabled: file.enabled,
      muted: file.muted,
      pinned: file.pinned,
    }),
  )
  if (!draft.success) throw invalid(source, draft.error)
  return draft.data
}

function bodyOf({ script, interpreter, args, command, http, builtin, flow }: JobFile): object {
  if (typeof flow === 'string') return { kind: 'flow', flow }
  if (flow !== undefined) return { kind: 'flow', flow: flow.name, version: flow.version }
  if (script !== undefined) return withoutUndefined({ kind: 'script', script, interpreter, args })
  if (command !== undefined) return { kind: 'command', command: command[0], args: command.slice(1) }
  if (builtin !== undefined) return { kind: 'builtin', name: builtin.name, input: builtin.input ?? null }
  const { 'verify-tls': verifyTls, ...rest } = http ?? {}
  return withoutUndefined({ kind: 'http', ...rest, verifyTls })
}

function conditionsOf({ 'ac-power': acPower, idle, wait, ...rest }: NonNullable<JobFile['conditions']>): object {
  return withoutUndefined({ ...rest, acPower, idleMs: ms(idle), deferMs: ms(wait) })
}

function stdinOf({ stdin, 'stdin-file': path, 'stdin-params': params }: JobFile): JobDraftInput['stdin'] {
  if (params) return { from: 'params' }
  if (path != null) return { from: 'file', path }
  return stdin == null ? null : { from: 'text', text: stdin }
}

const retryOf = ({ attempts, delay, backoff, jitter, ...rest }: NonNullable<JobFile['retry']>): object =>
  withoutUndefined({
    maxAttempts: attempts,
    backoff: withoutUndefined({ kind: backoff, delayMs: ms(delay), maxMs: ms(rest['max-delay']), jitter }),
    exitCodes: rest['exit-codes'],
  })

const limitsOf = ({ memory, cpu, output }: NonNullable<JobFile['limits']>): object =>
  withoutUndefined({
    memory: memory && withoutUndefined({ max: Math.round(memory.max * mb), action: memory.action }),
    cpu: cpu && withoutUndefined({ max: Math.round(cpu.max * 1_000), action: cpu.action }),
    output: output && withoutUndefined({ max: Math.round(output.max * mb), action: output.action }),
  })

const withoutUndefined = (value: object): object =>
  Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined))

function parseText(text: string, source: string): unknown {
  try {
    return parse(text, { maxAliasCount: 100 })
  } catch (error) {
    throw new AppError('invalid', `${source} is not valid YAML or JSON: ${(error as Error).message}`)
  }
}

function invalid(source: string, { issues }: z.ZodError): AppError {
  const list = issues.map(({ path, message }) => ({ path: path.join('.'), message }))
  return new AppError(
    'invalid',
    `${source}: ${list.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join('; ')}`,
    list,
  )
}

/** The same form, so that what `show` prints, `create` and `edit` read; without what goes without saying. */
export function writeJobFile(job: Job): string {
  const plain = JobDraft.parse({ name: job.name, body: job.body })
  const differs = (name: keyof JobDraft): boolean => JSON.stringify(job[name]) !== JSON.stringify(plain[name])
  const { retry, stop, limits, stdin } = job
  return stringify(
    withoutUndefined({
      name: job.name,
      ...writeBody(job.body),
      cwd: job.cwd ?? undefined,
      env: differs('env') ? job.env : undefined,
      'env-file': job.envFile ?? undefined,
      stdin: stdin?.from === 'text' ? stdin.text : undefined,
      'stdin-file': stdin?.from === 'file' ? stdin.path : undefined,
      'stdin-params': stdin?.from === 'params' || undefined,
      timeout: job.timeoutMs === null ? undefined : job.timeoutMs / 1_000,
      retry: differs('retry')
        ? withoutUndefined({
            attempts: retry.maxAttempts,
            delay: retry.backoff.delayMs / 1_000,
            backoff: retry.backoff.kind,
            'max-delay': retry.backoff.maxMs / 1_000,
            jitter: retry.backoff.jitter,
            'exit-codes': retry.exitCodes ?? undefined,
          })
        : undefined,
      stop: differs('stop') ? { signal: stop.signal, grace: stop.graceMs / 1_000 } : undefined,
      limits: differs('limits')
        ? withoutUndefined({
            memory: limits.memory ? { max: limits.memory.max / mb, action: limits.memory.action } : undefined,
            cpu: limits.cpu ? { max: limits.cpu.max / 1_000, action: limits.cpu.action } : undefined,
            output: limits.output ? { max: limits.output.max / mb, action: limits.output.action } : undefined,
          })
        : undefined,
      queue: differs('queue') ? job.queue : undefined,
      priority: differs('priority') ? job.priority : undefined,
      overlap: differs('overlap') ? job.overlap : undefined,
      result: differs('output') ? job.output : undefined,
      conditions: job.conditions ? writeConditions(job.conditions) : undefined,
      enabled: job.enabled,
      muted: job.muted || undefined,
      pinned: job.pinned || undefined,
    }),
  )
}

function writeConditions({ acPower, idleMs, network, host, volume, deferMs }: Conditions): object {
  return withoutUndefined({
    'ac-power': acPower || undefined,
    idle: idleMs === null ? undefined : idleMs / 1_000,
    network: network ?? undefined,
    host: host ?? undefined,
    volume: volume ?? undefined,
    wait: deferMs / 1_000,
  })
}

function writeBody(body: Body): object {
  switch (body.kind) {
    case 'script':
      return withoutUndefined({ interpreter: body.interpreter, script: body.script, args: body.args })
    case 'command':
      return { command: [body.command, ...body.args] }
    case 'builtin':
      return { builtin: { name: body.name, input: body.input } }
    case 'flow':
      return { flow: body.version === undefined ? body.flow : { name: body.flow, version: body.version } }
    case 'http': {
      const { kind: _, verifyTls, ...rest } = body
      return { http: { ...rest, 'verify-tls': verifyTls } }
    }
  }
}
