import { JobDraft, type JobDraftInput, type ResourceLimits } from '../../../shared/model/job.ts'
import { type Form, type LimitForm, megabyte } from './form.ts'
import { splitWords } from './words.ts'

/** What is no number stays none, and is said at its field. */
const number = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text))
const ms = (text: string): number => Math.round(number(text) * 1_000)

/** What the form says, as the API takes it. */
export function inputOf(form: Form): JobDraftInput {
  return {
    name: form.name,
    enabled: form.enabled,
    muted: form.muted,
    pinned: form.pinned,
    body: bodyOf(form),
    cwd: form.cwd.trim() === '' ? null : form.cwd,
    env: recordOf(form.env),
    envFile: form.envFile.trim() === '' ? null : form.envFile,
    stdin: stdinOf(form),
    timeoutMs: form.timeout.trim() === '' ? null : ms(form.timeout),
    retry: retryOf(form),
    stop: { signal: form.stopSignal, graceMs: ms(form.grace) },
    limits: limitsOf(form),
    queue: form.queue,
    priority: number(form.priority),
    overlap: form.overlap,
    output: form.result,
    conditions: conditionsOf(form),
  }
}

function bodyOf(form: Form): JobDraftInput['body'] {
  switch (form.kind) {
    case 'script':
      return {
        kind: 'script',
        script: form.script,
        interpreter: splitWords(form.interpreter),
        ...(form.scriptArgs.length === 0 ? {} : { args: form.scriptArgs }),
      }
    case 'command':
      return { kind: 'command', command: form.command, args: form.args }
    case 'builtin':
      return form.builtin ?? { kind: 'builtin', name: 'noop' }
    case 'flow':
      return { kind: 'flow', flow: form.flow, ...(form.flowVersion === '' ? {} : { version: number(form.flowVersion) }) }
    case 'http':
      return {
        kind: 'http',
        method: form.method,
        url: form.url,
        headers: recordOf(form.headers),
        body: form.requestBody === '' ? null : form.requestBody,
        expect: listOf(form.expect),
        redirects: number(form.redirects),
        verifyTls: form.verifyTls,
      }
  }
}

function stdinOf({ stdinFrom, stdin, stdinPath }: Form): JobDraftInput['stdin'] {
  if (stdinFrom === 'text') return { from: 'text', text: stdin }
  if (stdinFrom === 'params') return { from: 'params' }
  return stdinFrom === 'file' ? { from: 'file', path: stdinPath } : null
}

export function retryOf({ attempts, backoff, delay, maxDelay, jitter, exitCodes }: Form): NonNullable<JobDraftInput['retry']> {
  const codes = listOf(exitCodes)
  return {
    maxAttempts: number(attempts),
    backoff: { kind: backoff, delayMs: ms(delay), maxMs: ms(maxDelay), jitter },
    exitCodes: codes.length === 0 ? null : codes.map(Number),
  }
}

/** None where none is named: how long to wait says nothing by itself. */
function conditionsOf(form: Form): JobDraftInput['conditions'] {
  const text = (value: string): string | null => (value.trim() === '' ? null : value)
  const networks = { none: null, any: 'any', one: form.subnet }
  const conditions = {
    acPower: form.acPower,
    idleMs: form.idle.trim() === '' ? null : Math.round(number(form.idle) * 60_000),
    network: networks[form.network],
    host: text(form.host),
    volume: text(form.volume),
  }
  const isAny = Object.values(conditions).some((value) => value !== null && value !== false)
  return isAny ? { ...conditions, deferMs: Math.round(number(form.defer) * 3_600_000) } : null
}

function limitsOf({ memory, cpu, output }: Form): ResourceLimits {
  const limit = ({ max, action }: LimitForm, unit: number) =>
    max.trim() === '' ? null : { max: Math.round(number(max) * unit), action }
  return { memory: limit(memory, megabyte), cpu: limit(cpu, 1_000), output: limit(output, megabyte) }
}

const listOf = (text: string): string[] => text.split(/[\s,]+/).filter((word) => word !== '')

export type Checked = { draft: JobDraft; problems: null } | { draft: null; problems: Record<string, string> }

/** What a field wants, where the schema's own words would not say it. */
const wants: Record<string, string> = {
  timeout: 'Give a number of seconds above 0, up to 24 days',
  attempts: 'Give a whole number from 1 to 100',
  delay: 'Give a number of seconds, from 0 up to 7 days',
  maxDelay: 'Give a number of seconds, from 0 up to 7 days',
  exitCodes: 'Give numbers from 1 to 255, such as 1, 75',
  grace: 'Give a number of seconds, from 0 up to 3600',
  memory: 'Give a number of megabytes',
  cpu: 'Give a number of seconds',
  output: 'Give a number of megabytes',
  priority: 'Give a whole number from -100 to 100',
  idle: 'Give a number of minutes, from 1 up to a day',
  defer: 'Give a number of hours, from 0 up to 30 days',
  redirects: 'Give a whole number from 0 to 20',
  flowVersion: 'Give a whole number, or nothing for the newest',
  expect: 'Give statuses such as 204, or classes such as 2xx',
}

const conditionFields: Record<string, string> = { idleMs: 'idle', network: 'subnet', deferMs: 'defer' }

/** The form's field for a place in the draft. */
function fieldOf([first, second, third]: PropertyKey[]): string {
  switch (first) {
    case 'timeoutMs':
      return 'timeout'
    case 'body':
      return second === 'body' ? 'requestBody' : second === 'version' ? 'flowVersion' : String(second)
    case 'retry':
      if (second === 'maxAttempts') return 'attempts'
      return second === 'exitCodes' ? 'exitCodes' : third === 'maxMs' ? 'maxDelay' : 'delay'
    case 'stop':
      return 'grace'
    case 'limits':
      return String(second)
    case 'conditions':
      return conditionFields[String(second)] ?? String(second)
    case 'stdin':
      return second === 'path' ? 'stdinPath' : 'stdin'
    default:
      return String(first)
  }
}

/** Problems by the name of the form's field. */
export function check(form: Form): Checked {
  const problems: Record<string, string> = {}
  const twice = firstTwice(form.env)
  if (twice !== undefined) problems['env'] = `${twice} is set twice`
  const twiceHeader = firstTwice(form.headers)
  if (twiceHeader !== undefined) problems['headers'] = `${twiceHeader} is set twice`
  const parsed = JobDraft.safeParse(inputOf(form))
  for (const issue of parsed.error?.issues ?? []) {
    const field = fieldOf(issue.path)
    problems[field] ??= wants[field] ?? wordOf(issue)
  }
  if (Object.keys(problems).length > 0 || !parsed.success) return { draft: null, problems }
  return { draft: parsed.data, problems: null }
}

function firstTwice(pairs: { name: string }[]): string | undefined {
  const names = pairs.map(({ name }) => name).filter((name) => name !== '')
  return names.find((name, index) => names.indexOf(name) !== index)
}

/** A wrong key of a record says why only inside. */
function wordOf(issue: { message: string; issues?: { message: string }[] }): string {
  const text = issue.issues?.[0]?.message ?? issue.message
  return text.charAt(0).toUpperCase() + text.slice(1)
}

const recordOf = (pairs: { name: string; value: string }[]): Record<string, string> =>
  Object.fromEntries(pairs.filter(({ name, value }) => name !== '' || value !== '').map(({ name, value }) => [name, value]))
