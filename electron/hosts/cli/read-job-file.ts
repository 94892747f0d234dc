import { parse } from 'yaml'
import type * as z from 'zod'
import { AppError } from '../../../shared/errors.ts'
import { JobDraft, type JobDraftInput } from '../../../shared/model/job.ts'
import { JobFile, mb, withoutUndefined } from './job-file.ts'

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
