import { Backoff } from '../../../shared/backoff.ts'
import {
  type Body,
  type HttpBody,
  type Job,
  JobDraft,
  type JobDraftInput,
  type Overlap,
  type ResourceLimits,
  type Stop,
} from '../../../shared/model/job.ts'
import type { Language } from '../../ui/code-editor.tsx'

type LimitForm = { max: string; action: 'warn' | 'stop' }

/** A draft as the form holds it: every kind of body is kept while a person makes up their mind. Numbers are as typed. */
export type Form = {
  name: string
  enabled: boolean
  muted: boolean
  pinned: boolean
  kind: Body['kind']
  script: string
  interpreter: string
  command: string
  args: string[]
  method: HttpBody['method']
  url: string
  headers: { name: string; value: string }[]
  requestBody: string
  expect: string
  redirects: string
  verifyTls: boolean
  builtin: Extract<Body, { kind: 'builtin' }> | null
  cwd: string
  env: { name: string; value: string }[]
  envFile: string
  stdinFrom: 'none' | 'text' | 'file'
  stdin: string
  stdinPath: string
  timeout: string
  attempts: string
  backoff: 'fixed' | 'exponential'
  delay: string
  maxDelay: string
  jitter: boolean
  exitCodes: string
  stopSignal: Stop['signal']
  grace: string
  memory: LimitForm
  cpu: LimitForm
  output: LimitForm
  queue: string
  priority: string
  overlap: Overlap
}

const plain = JobDraft.parse({ name: 'x', body: { kind: 'builtin', name: 'noop' } })
const noLimit: LimitForm = { max: '', action: 'stop' }
const megabyte = 1024 * 1024

export const emptyForm: Form = {
  name: '',
  enabled: true,
  muted: false,
  pinned: false,
  kind: 'script',
  script: '',
  interpreter: 'bash',
  command: '',
  args: [],
  method: 'GET',
  url: '',
  headers: [],
  requestBody: '',
  expect: '2xx',
  redirects: '5',
  verifyTls: true,
  builtin: null,
  cwd: '',
  env: [],
  envFile: '',
  stdinFrom: 'none',
  stdin: '',
  stdinPath: '',
  timeout: '',
  attempts: '1',
  backoff: plain.retry.backoff.kind,
  delay: String(plain.retry.backoff.delayMs / 1_000),
  maxDelay: String(plain.retry.backoff.maxMs / 1_000),
  jitter: plain.retry.backoff.jitter,
  exitCodes: '',
  stopSignal: plain.stop.signal,
  grace: String(plain.stop.graceMs / 1_000),
  memory: noLimit,
  cpu: noLimit,
  output: noLimit,
  queue: plain.queue,
  priority: '0',
  overlap: plain.overlap,
}

export function formOf(job: Job | JobDraftInput): Form {
  const { stdin } = job
  const { retry = plain.retry, stop = plain.stop, limits = plain.limits } = job
  const backoff = Backoff.parse(retry.backoff ?? {})
  return {
    ...emptyForm,
    ...bodyForm(job.body as Body),
    name: job.name,
    enabled: job.enabled ?? true,
    muted: job.muted ?? false,
    pinned: job.pinned ?? false,
    cwd: job.cwd ?? '',
    env: pairsOf(job.env ?? {}),
    envFile: job.envFile ?? '',
    stdinFrom: stdin?.from ?? 'none',
    stdin: stdin?.from === 'text' ? stdin.text : '',
    stdinPath: stdin?.from === 'file' ? stdin.path : '',
    timeout: job.timeoutMs == null ? '' : secondsText(job.timeoutMs),
    attempts: String(retry.maxAttempts ?? 1),
    backoff: backoff.kind,
    delay: secondsText(backoff.delayMs),
    maxDelay: secondsText(backoff.maxMs),
    jitter: backoff.jitter,
    exitCodes: (retry.exitCodes ?? []).join(', '),
    stopSignal: stop.signal ?? plain.stop.signal,
    grace: secondsText(stop.graceMs ?? plain.stop.graceMs),
    memory: limitForm(limits.memory, megabyte),
    cpu: limitForm(limits.cpu, 1_000),
    output: limitForm(limits.output, megabyte),
    queue: job.queue ?? plain.queue,
    priority: String(job.priority ?? 0),
    overlap: job.overlap ?? plain.overlap,
  }
}

function bodyForm(body: Body): Partial<Form> {
  const { kind } = body
  switch (body.kind) {
    case 'script':
      return { kind, script: body.script, interpreter: joinWords(body.interpreter ?? []) }
    case 'command':
      return { kind, command: body.command, args: body.args ?? [] }
    case 'builtin':
      return { kind, builtin: body }
    case 'http':
      return {
        kind,
        method: body.method ?? 'GET',
        url: body.url,
        headers: pairsOf(body.headers ?? {}),
        requestBody: body.body ?? '',
        expect: (body.expect ?? ['2xx']).join(', '),
        redirects: String(body.redirects ?? 5),
        verifyTls: body.verifyTls ?? true,
      }
  }
}

type Limit = { max: number; action?: 'warn' | 'stop' | undefined } | null | undefined
const limitForm = (limit: Limit, unit: number): LimitForm =>
  limit ? { max: String(limit.max / unit), action: limit.action ?? 'stop' } : noLimit

const pairsOf = (record: Record<string, string>) => Object.entries(record).map(([name, value]) => ({ name, value }))
const recordOf = (pairs: { name: string; value: string }[]): Record<string, string> =>
  Object.fromEntries(pairs.filter(({ name, value }) => name !== '' || value !== '').map(({ name, value }) => [name, value]))
const secondsText = (ms: number): string => String(ms / 1_000)

/** What is no number stays none, and is said at its field. */
const number = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text))
const ms = (text: string): number => Math.round(number(text) * 1_000)

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
  }
}

function bodyOf(form: Form): JobDraftInput['body'] {
  switch (form.kind) {
    case 'script':
      return { kind: 'script', script: form.script, interpreter: splitWords(form.interpreter) }
    case 'command':
      return { kind: 'command', command: form.command, args: form.args }
    case 'builtin':
      return form.builtin ?? { kind: 'builtin', name: 'noop' }
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

function limitsOf({ memory, cpu, output }: Form): ResourceLimits {
  const limit = ({ max, action }: LimitForm, unit: number) =>
    max.trim() === '' ? null : { max: Math.round(number(max) * unit), action }
  return { memory: limit(memory, megabyte), cpu: limit(cpu, 1_000), output: limit(output, megabyte) }
}

const listOf = (text: string): string[] => text.split(/[\s,]+/).filter((word) => word !== '')

export type Checked = { draft: JobDraft; problems: null } | { draft: null; problems: Record<string, string> }

/** What a field wants, where the schema's own words would not say it. */
const wants: Record<string, string> = {
  timeout: 'Give a number of seconds, from 0.1 up to 24 days',
  attempts: 'Give a whole number from 1 to 100',
  delay: 'Give a number of seconds, from 0 up to 7 days',
  maxDelay: 'Give a number of seconds, from 0 up to 7 days',
  exitCodes: 'Give numbers from 1 to 255, such as 1, 75',
  grace: 'Give a number of seconds, from 0 up to 3600',
  memory: 'Give a number of megabytes',
  cpu: 'Give a number of seconds',
  output: 'Give a number of megabytes',
  priority: 'Give a whole number from -100 to 100',
  redirects: 'Give a whole number from 0 to 20',
  expect: 'Give statuses such as 204, or classes such as 2xx',
}

/** The form's field for a place in the draft. */
function fieldOf([first, second, third]: PropertyKey[]): string {
  switch (first) {
    case 'timeoutMs':
      return 'timeout'
    case 'body':
      return second === 'body' ? 'requestBody' : String(second)
    case 'retry':
      if (second === 'maxAttempts') return 'attempts'
      return second === 'exitCodes' ? 'exitCodes' : third === 'maxMs' ? 'maxDelay' : 'delay'
    case 'stop':
      return 'grace'
    case 'limits':
      return String(second)
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

/** Words with quotes around those that have spaces; nothing else of a shell's ways. */
export const splitWords = (line: string): string[] =>
  [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(([, double, single, plain]) => double ?? single ?? plain ?? '')

export const joinWords = (words: string[]): string => words.map((word) => (/\s/.test(word) ? `"${word}"` : word)).join(' ')

export const interpreters = ['bash', 'sh', 'zsh', 'python3', 'node', 'ruby', 'perl', 'pwsh -File']

/** By the interpreter, or by the #! line where none is chosen. */
export function languageOf(form: Form): Language {
  const line = form.interpreter.trim() === '' ? (/^#!.*/.exec(form.script)?.[0] ?? 'sh') : form.interpreter
  const known: [RegExp, Language][] = [
    [/python/, 'python'],
    [/\b(node|deno|bun)\b/, 'javascript'],
    [/pwsh|powershell/i, 'powershell'],
    [/ruby/, 'ruby'],
    [/perl/, 'perl'],
    [/sh\b/, 'shell'],
  ]
  return known.find(([pattern]) => pattern.test(line))?.[1] ?? 'plain'
}
