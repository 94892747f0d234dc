import { Backoff } from '../../../../shared/backoff.ts'
import { Conditions } from '../../../../shared/model/conditions.ts'
import type { Body, HttpBody, Job, JobDraftInput } from '../../../../shared/model/job.ts'
import type { ParamSchema } from '../../../../shared/params/schema.ts'
import { schemaText } from '../../../../shared/params/schema-text.ts'
import { joinWords } from '../../../shell-words.ts'
import { emptyForm, type Form, type LimitForm, megabyte, noLimit, plain } from './form.ts'

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
    pauseAfter: job.pauseAfter == null ? '' : String(job.pauseAfter),
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
    result: job.output ?? 'none',
    params: schemaText((job.params ?? {}) as ParamSchema),
    hooks: [...(job.hooks ?? [])],
    ...(job.conditions ? conditionsForm(Conditions.parse(job.conditions)) : {}),
  }
}

const hourMs = 3_600_000

function conditionsForm({ acPower, idleMs, network, host, volume, onlyIf, oncePerDay, deferMs }: Conditions): Partial<Form> {
  return {
    acPower,
    idle: idleMs === null ? '' : String(idleMs / 60_000),
    network: network === null ? 'none' : network === 'any' ? 'any' : 'one',
    subnet: network === null || network === 'any' ? '' : network,
    host: host ?? '',
    volume: volume ?? '',
    onlyIf: onlyIf ?? '',
    oncePerDay: oncePerDay ?? false,
    defer: String(deferMs / hourMs),
  }
}

function bodyForm(body: Body): Partial<Form> {
  const { kind } = body
  switch (body.kind) {
    case 'script':
      return { kind, script: body.script, interpreter: joinWords(body.interpreter ?? []), scriptArgs: body.args ?? [] }
    case 'command':
      return { kind, command: body.command, args: body.args ?? [] }
    case 'builtin':
      return { kind, builtin: body }
    case 'flow':
      return { kind, flow: body.flow, flowVersion: body.version === undefined ? '' : String(body.version) }
    case 'pipeline':
      return { kind, pipeline: body.pipeline, flowVersion: body.version === undefined ? '' : String(body.version) }
    case 'http':
      return { kind, ...requestForm(body) }
  }
}

const requestForm = ({ method, url, headers, body, expect, redirects, verifyTls }: HttpBody): Partial<Form> => ({
  method: method ?? 'GET',
  url,
  headers: pairsOf(headers ?? {}),
  requestBody: body ?? '',
  expect: (expect ?? ['2xx']).join(', '),
  redirects: String(redirects ?? 5),
  verifyTls: verifyTls ?? true,
})

type Limit = { max: number; action?: 'warn' | 'stop' | undefined } | null | undefined
const limitForm = (limit: Limit, unit: number): LimitForm =>
  limit ? { max: String(limit.max / unit), action: limit.action ?? 'stop' } : noLimit

const pairsOf = (record: Record<string, string>) => Object.entries(record).map(([name, value]) => ({ name, value }))
const secondsText = (ms: number): string => String(ms / 1_000)
