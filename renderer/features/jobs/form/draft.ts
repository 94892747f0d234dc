import type { JobDraftInput, ResourceLimits } from '../../../../shared/model/job.ts'
import { readSchemaText } from '../../../../shared/params/schema-text.ts'
import { splitWords } from '../../../shell-words.ts'
import { numberField } from '../../../ui/number-field.ts'
import { type Form, type LimitForm, megabyte } from './form.ts'

/** What is no number stays none, and is said at its field. */
const ms = (text: string): number => Math.round(numberField(text) * 1_000)

/** What the form says, as the API takes it. */
export function inputOf(form: Form): JobDraftInput {
  return {
    name: form.name,
    enabled: form.enabled,
    muted: form.muted,
    pinned: form.pinned,
    pauseAfter: form.pauseAfter.trim() === '' ? null : numberField(form.pauseAfter),
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
    priority: numberField(form.priority),
    overlap: form.overlap,
    output: form.result,
    conditions: conditionsOf(form),
    params: paramsOf(form.params),
    hooks: form.hooks as JobDraftInput['hooks'],
  }
}

/** Text that cannot be read has no parameters: the check of the form names its mistake. */
function paramsOf(text: string): JobDraftInput['params'] {
  try {
    return readSchemaText(text) as JobDraftInput['params']
  } catch {
    return {}
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
      return { kind: 'flow', flow: form.flow, ...versionOf(form) }
    case 'pipeline':
      return { kind: 'pipeline', pipeline: form.pipeline, ...versionOf(form) }
    case 'http':
      return requestOf(form)
  }
}

const versionOf = ({ flowVersion }: Form) => (flowVersion === '' ? {} : { version: numberField(flowVersion) })

const requestOf = (form: Form): JobDraftInput['body'] => ({
  kind: 'http',
  method: form.method,
  url: form.url,
  headers: recordOf(form.headers),
  body: form.requestBody === '' ? null : form.requestBody,
  expect: listOf(form.expect),
  redirects: numberField(form.redirects),
  verifyTls: form.verifyTls,
})

function stdinOf({ stdinFrom, stdin, stdinPath }: Form): JobDraftInput['stdin'] {
  if (stdinFrom === 'text') return { from: 'text', text: stdin }
  if (stdinFrom === 'params') return { from: 'params' }
  return stdinFrom === 'file' ? { from: 'file', path: stdinPath } : null
}

export function retryOf({ attempts, backoff, delay, maxDelay, jitter, exitCodes }: Form): NonNullable<JobDraftInput['retry']> {
  const codes = listOf(exitCodes)
  return {
    maxAttempts: numberField(attempts),
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
    idleMs: form.idle.trim() === '' ? null : Math.round(numberField(form.idle) * 60_000),
    network: networks[form.network],
    host: text(form.host),
    volume: text(form.volume),
    ...(form.onlyIf.trim() === '' ? {} : { onlyIf: form.onlyIf }),
    ...(form.oncePerDay ? { oncePerDay: true } : {}),
  }
  const isAny = Object.values(conditions).some((value) => value !== null && value !== false)
  return isAny ? { ...conditions, deferMs: Math.round(numberField(form.defer) * 3_600_000) } : null
}

function limitsOf({ memory, cpu, output }: Form): ResourceLimits {
  const limit = ({ max, action }: LimitForm, unit: number) =>
    max.trim() === '' ? null : { max: Math.round(numberField(max) * unit), action }
  return { memory: limit(memory, megabyte), cpu: limit(cpu, 1_000), output: limit(output, megabyte) }
}

const listOf = (text: string): string[] => text.split(/[\s,]+/).filter((word) => word !== '')

const recordOf = (pairs: { name: string; value: string }[]): Record<string, string> =>
  Object.fromEntries(pairs.filter(({ name, value }) => name !== '' || value !== '').map(({ name, value }) => [name, value]))
