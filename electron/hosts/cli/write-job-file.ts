import { stringify } from 'yaml'
import { type Conditions, hasConditions } from '../../../shared/model/conditions.ts'
import { type Body, type Job, type JobDetail, JobDraft } from '../../../shared/model/job.ts'
import { mb, withoutUndefined } from './job-file.ts'

/** Writes a job as `readJobFile` reads it, without default values. */
export function writeJobFile(job: JobDetail): string {
  const plain = JobDraft.parse({ name: job.name, body: job.body })
  const differs = (name: keyof JobDraft): boolean => JSON.stringify(job[name]) !== JSON.stringify(plain[name])
  const { stop, stdin } = job
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
      retry: differs('retry') ? writeRetry(job.retry) : undefined,
      stop: differs('stop') ? { signal: stop.signal, grace: stop.graceMs / 1_000 } : undefined,
      limits: differs('limits') ? writeLimits(job.limits) : undefined,
      queue: differs('queue') ? job.queue : undefined,
      priority: differs('priority') ? job.priority : undefined,
      overlap: differs('overlap') ? job.overlap : undefined,
      params: differs('params') ? job.params : undefined,
      result: differs('output') ? job.output : undefined,
      conditions: job.conditions ? writeConditions(job.conditions) : undefined,
      hooks: differs('hooks') ? job.hooks.map(writeHook) : undefined,
      enabled: job.enabled,
      muted: job.muted || undefined,
      pinned: job.pinned || undefined,
      'pause-after': job.pauseAfter ?? undefined,
      tags: job.tags.length > 0 ? job.tags : undefined,
      folder: job.folder || undefined,
      owner: job.owner ?? undefined,
      notes: job.notes || undefined,
    }),
    // A folded line would join whatever a person writes below it.
    { lineWidth: 0, blockQuote: 'literal' },
  )
}

const writeHook = ({ on, ...hook }: Job['hooks'][number]): object => ({ on: on.length === 1 ? on[0] : on, ...hook })

const writeRetry = ({ maxAttempts, backoff, exitCodes }: Job['retry']): object =>
  withoutUndefined({
    attempts: maxAttempts,
    delay: backoff.delayMs / 1_000,
    backoff: backoff.kind,
    'max-delay': backoff.maxMs / 1_000,
    jitter: backoff.jitter,
    'exit-codes': exitCodes ?? undefined,
  })

const writeLimits = ({ memory, cpu, output }: Job['limits']): object =>
  withoutUndefined({
    memory: memory ? { max: memory.max / mb, action: memory.action } : undefined,
    cpu: cpu ? { max: cpu.max / 1_000, action: cpu.action } : undefined,
    output: output ? { max: output.max / mb, action: output.action } : undefined,
  })

function writeConditions(conditions: Conditions): object {
  const { acPower, idleMs, network, host, volume, onlyIf, oncePerDay, deferMs } = conditions
  return withoutUndefined({
    'ac-power': acPower || undefined,
    idle: idleMs === null ? undefined : idleMs / 1_000,
    network: network ?? undefined,
    host: host ?? undefined,
    volume: volume ?? undefined,
    'only-if': onlyIf,
    'once-per-day': oncePerDay || undefined,
    wait: hasConditions(conditions) ? deferMs / 1_000 : undefined,
  })
}

function writeBody(body: Body): object {
  switch (body.kind) {
    case 'script':
      return withoutUndefined({
        interpreter: body.interpreter.length === 0 ? undefined : body.interpreter,
        script: body.script,
        args: body.args,
      })
    case 'command':
      return { command: [body.command, ...body.args] }
    case 'builtin':
      return { builtin: { name: body.name, input: body.input } }
    case 'flow':
      return { flow: body.version === undefined ? body.flow : { name: body.flow, version: body.version } }
    case 'pipeline':
      return { pipeline: body.version === undefined ? body.pipeline : { name: body.pipeline, version: body.version } }
    case 'http': {
      const { kind: _, verifyTls, ...rest } = body
      return { http: { ...rest, 'verify-tls': verifyTls } }
    }
  }
}
