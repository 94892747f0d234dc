import { parse } from 'yaml'
import { AppError } from '../../../shared/errors.ts'
import { type JobDraftInput, JobInput } from '../../../shared/model/job.ts'
import { plainError } from '../../../shared/model/plain-error.ts'
import { invalidInput, namesOf, sentencesOf } from './invalid-input.ts'
import { JobFile, jobFileKeys, mb, withoutUndefined } from './job-file.ts'

const ms = (value: number | undefined): number | undefined => (value === undefined ? undefined : Math.round(value * 1_000))

/** Reads YAML or JSON; `name` replaces the name in it. Throws `invalid` with the line, or every key, that is wrong. */
export function readJobFile(text: string, source: string, name?: string): JobInput {
  const parsed = JobFile.safeParse(named(parseText(text, source), name), { error: plainError })
  if (!parsed.success) throw invalid(source, sentencesOf(parsed.error.issues, quoted, jobFileKeys))
  const file = parsed.data
  const draft = JobInput.safeParse(
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
      params: file.params,
      output: file.result,
      conditions: file.conditions && conditionsOf(file.conditions),
      hooks: file.hooks,
      enabled: file.enabled,
      muted: file.muted,
      pinned: file.pinned,
      pauseAfter: file['pause-after'],
      tags: file.tags,
      folder: file.folder ?? undefined,
      owner: file.owner,
      notes: file.notes ?? undefined,
    }),
    { error: plainError },
  )
  if (!draft.success) throw invalid(source, sentencesOf(draft.error.issues, keyOf))
  return draft.data
}

function bodyOf({ script, interpreter, args, command, http, builtin, flow, pipeline }: JobFile): object {
  if (typeof flow === 'string') return { kind: 'flow', flow }
  if (flow !== undefined) return { kind: 'flow', flow: flow.name, version: flow.version }
  if (typeof pipeline === 'string') return { kind: 'pipeline', pipeline }
  if (pipeline !== undefined) return { kind: 'pipeline', pipeline: pipeline.name, version: pipeline.version }
  if (script !== undefined) return withoutUndefined({ kind: 'script', script, interpreter, args })
  if (command !== undefined) return { kind: 'command', command: command[0], args: command.slice(1) }
  if (builtin !== undefined) return { kind: 'builtin', name: builtin.name, input: builtin.input ?? null }
  const { 'verify-tls': verifyTls, ...rest } = http ?? {}
  return withoutUndefined({ kind: 'http', ...rest, verifyTls })
}

function conditionsOf({ idle, wait, ...file }: NonNullable<JobFile['conditions']>): object {
  const { 'ac-power': acPower, 'only-if': onlyIf, 'once-per-day': oncePerDay, ...rest } = file
  return withoutUndefined({ ...rest, acPower, onlyIf, oncePerDay, idleMs: ms(idle), deferMs: ms(wait) })
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
    const { code, message } = error as Error & { code?: string }
    if (code === 'MULTIPLE_DOCS')
      throw new AppError('invalid', `Could not read ${source}: it holds several documents. Write each job to a file of its own.`)
    throw new AppError('invalid', `Could not read ${source}: it is not valid YAML or JSON. ${message}`)
  }
}

const named = (file: unknown, name: string | undefined): unknown =>
  name === undefined || typeof file !== 'object' || file === null || Array.isArray(file) ? file : { ...file, name }

const invalid = (source: string, sentences: string[]): AppError =>
  invalidInput(`Could not read ${source}`, sentences, 'To list the keys of a job file, run: lf explain job')

const quoted = (path: readonly PropertyKey[]): string => (path.length === 0 ? 'The file' : `"${path.join('.')}"`)

/** The key of a file for each path of a job. */
const keyOf = namesOf({
  name: '"name"',
  body: '"script"',
  'body.script': '"script"',
  'body.interpreter': '"interpreter"',
  'body.args': '"args"',
  'body.command': '"command"',
  'body.flow': '"flow"',
  'body.version': '"flow.version"',
  'body.name': '"builtin.name"',
  'body.input': '"builtin.input"',
  'body.url': '"http.url"',
  'body.method': '"http.method"',
  'body.headers': '"http.headers"',
  'body.body': '"http.body"',
  'body.expect': '"http.expect"',
  'body.redirects': '"http.redirects"',
  envFile: '"env-file"',
  stdin: '"stdin"',
  'stdin.path': '"stdin-file"',
  timeoutMs: '"timeout"',
  'retry.maxAttempts': '"retry.attempts"',
  'retry.backoff.delayMs': '"retry.delay"',
  'retry.backoff.maxMs': '"retry.max-delay"',
  'retry.exitCodes': '"retry.exit-codes"',
  'stop.signal': '"stop.signal"',
  'stop.graceMs': '"stop.grace"',
  'conditions.acPower': '"conditions.ac-power"',
  'conditions.idleMs': '"conditions.idle"',
  'conditions.onlyIf': '"conditions.only-if"',
  'conditions.oncePerDay': '"conditions.once-per-day"',
  'conditions.deferMs': '"conditions.wait"',
  output: '"result"',
  pauseAfter: '"pause-after"',
})
