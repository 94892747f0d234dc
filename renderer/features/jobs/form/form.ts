import { type Body, type HttpBody, type Job, JobDraft, type Overlap, type Stop } from '../../../../shared/model/job.ts'
import type { NewJobs } from '../../../../shared/model/settings.ts'
import type { HookText } from '../../../hooks-editor/hook-text.ts'

export type LimitForm = { max: string; action: 'warn' | 'stop' }

/** A draft as the form holds it: every kind of body is kept while a person makes up their mind. Numbers are as typed. */
export type Form = {
  name: string
  enabled: boolean
  muted: boolean
  pinned: boolean
  /** A number of failures; empty: never. */
  pauseAfter: string
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
  flow: string
  pipeline: string
  /** Of the flow or the pipeline. Empty: the newest. */
  flowVersion: string
  scriptArgs: string[]
  result: Job['output']
  cwd: string
  env: { name: string; value: string }[]
  envFile: string
  stdinFrom: 'none' | 'text' | 'file' | 'params'
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
  /** As YAML. */
  params: string
  hooks: HookText[]
  acPower: boolean
  /** Minutes. */
  idle: string
  network: 'none' | 'any' | 'one'
  subnet: string
  host: string
  volume: string
  onlyIf: string
  oncePerDay: boolean
  /** Hours. */
  defer: string
}

export const plain = JobDraft.parse({ name: 'x', body: { kind: 'builtin', name: 'noop' } })
export const noLimit: LimitForm = { max: '', action: 'stop' }
export const megabyte = 1024 * 1024

export const emptyForm: Form = {
  name: '',
  enabled: true,
  muted: false,
  pinned: false,
  pauseAfter: '',
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
  flow: '',
  pipeline: '',
  flowVersion: '',
  scriptArgs: [],
  result: 'none',
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
  params: '',
  hooks: [],
  acPower: false,
  idle: '',
  network: 'none',
  subnet: '',
  host: '',
  volume: '',
  onlyIf: '',
  oncePerDay: false,
  defer: '12',
}

/** The form of a new job, as the settings say. */
export const newForm = ({ interpreter, timeoutMs, attempts, delayMs, muted }: NewJobs): Form => ({
  ...emptyForm,
  interpreter,
  timeout: timeoutMs === null ? '' : String(timeoutMs / 1_000),
  attempts: String(attempts),
  delay: String(delayMs / 1_000),
  muted,
})

export type FieldsProps = { form: Form; problems: Record<string, string>; edit(change: Partial<Form>): void }
