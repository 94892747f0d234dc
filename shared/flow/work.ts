import { builtinNames } from '../model/builtin-names.ts'
import { type Body, Spec, type SpecInput } from '../model/job.ts'
import { namesSecret, type SecretUse, secretNamesOf } from '../model/secret.ts'
import { type ServiceBody, serviceWaitMs } from '../model/worker.ts'
import type { Definition, Node } from './definition.ts'
import { type Given, givenTo } from './given.ts'
import { scopeOf } from './input.ts'
import { retryOf } from './node-retry.ts'
import { type Data, type Json, parseReference, resolve } from './reference.ts'
import type { FlowState, Step } from './state.ts'

/** The task for a node. */
export function specOf(
  definition: Definition,
  state: FlowState,
  step: Step,
  item: number | null,
): Omit<Spec, 'body'> & { body: Body | ServiceBody } {
  const given = givenTo(definition, state, step, item)
  const { node } = given
  const { body, ...work } = workOf(state, step, given)
  const retry = retryOf(node)
  const place = {
    ...(node.queue === undefined ? {} : { queue: node.queue }),
    ...(node.priority === undefined ? {} : { priority: node.priority }),
  }
  // The input of a function is data that was already read; everything else is read with the definition.
  if (body.kind === 'builtin' || body.kind === 'service')
    return { ...plain, timeoutMs: work.timeoutMs ?? null, retry, ...place, body }
  return Spec.parse({ ...work, body, retry, ...place } satisfies SpecInput)
}

const plain = Spec.parse({ body: { kind: 'builtin', name: 'noop' } })

function workOf(
  state: FlowState,
  step: Step,
  given: Given,
): Pick<SpecInput, 'cwd' | 'env' | 'stdin' | 'timeoutMs' | 'output' | 'secrets'> & { body: Body | ServiceBody } {
  const { node, input, params } = given
  const timeoutMs = node.attempt_timeout_ms ?? (node.script?.timeout_ms || null)
  switch (node.exec_type ?? 'http') {
    case 'local_func':
      return { body: builtin(node.func ?? '', input, params), timeoutMs }
    case 'http':
    case 'queue':
      return { body: serviceOf(given), timeoutMs }
    // A job is a run of its own, not a task.
    case 'job':
      return { body: builtin('noop', input, params), timeoutMs }
    case 'local_script':
    case 'shell':
      return { ...programOf(given), timeoutMs }
    case 'request':
      return { body: requestOf(state, step, given), timeoutMs, output: 'json', secrets: secretsOfRequest(node) }
  }
}

function builtin(name: string, input: Json, params: Data): Body {
  const known = builtinNames.find((each) => each === name) ?? 'noop'
  if (known === 'sleep' || known === 'fail') return { kind: 'builtin', name: known, input: params }
  return { kind: 'builtin', name: known, input, params }
}

const serviceOf = ({ node, input, params }: Given): ServiceBody => ({
  kind: 'service',
  service: node.service ?? '',
  mode: node.exec_type === 'queue' ? 'pull' : 'push',
  input,
  params,
  waitMs: node.worker_wait_ms ?? serviceWaitMs,
})

const interpreters = new Map<string, string[]>([
  ['', ['bash']],
  ['python', ['python3']],
  ['javascript', ['node']],
  ['go', ['go', 'run']],
])

function programOf({
  node,
  input,
  params,
}: Given): Pick<SpecInput, 'cwd' | 'env' | 'stdin' | 'output' | 'secrets'> & { body: Body } {
  const script = node.script ?? {}
  const { cmd = '', args = [], code = '', language = '' } = script
  const body: Body =
    code === ''
      ? { kind: 'command', command: cmd, args }
      : { kind: 'script', script: code, interpreter: cmd ? [cmd] : (interpreters.get(language) ?? [language]), args }
  return {
    body,
    cwd: script.work_dir || null,
    env: { ...(node.exec_type === 'shell' ? inputVariable(input) : {}), ...script.env },
    stdin: script.stdin_mode === 'json' ? { from: 'text', text: JSON.stringify({ input, params }) } : null,
    output: script.output_mode === 'json' ? 'json' : 'text',
    secrets: secretsNamed({ env: secretNamesOf(script.env ?? {}) }),
  }
}

/** Only the definition itself may name secrets: values read from data are plain text. */
const secretsOfRequest = ({ request }: Node): SecretUse =>
  secretsNamed({ headers: secretNamesOf(request?.headers ?? {}), url: namesSecret(request?.url ?? '') })

function secretsNamed({ env = [], headers = [], url = false }: Partial<Exclude<SecretUse, boolean>>): SecretUse {
  return env.length + headers.length > 0 || url ? { env, headers, url } : false
}

/** Systems limit a variable to 128 KiB. Longer input is available on standard input. */
function inputVariable(input: Json): Record<string, string> {
  const text = typeof input === 'string' ? input : JSON.stringify(input)
  return text.length <= 30_000 && !text.includes('\0') ? { LOCALFLOW_INPUT: text } : {}
}

/** A reference is resolved if it is the whole of a text. */
function requestOf(state: FlowState, step: Step, { node, input, params }: Given): Body {
  const scope = { ...scopeOf(state, node, step, input), params }
  const said = (value: Json): Json =>
    typeof value === 'string'
      ? parseReference(value)
        ? resolve(value, scope)
        : value
      : Array.isArray(value)
        ? value.map(said)
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(Object.entries(value).map(([name, part]) => [name, said(part)]))
          : value
  const text = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value))
  const { method = 'GET', url = '', headers = {}, body, expect = ['2xx'] } = node.request ?? {}
  const content = body === undefined ? null : said(body as Json)
  const isJson = content !== null && typeof content !== 'string'
  return {
    kind: 'http',
    method,
    url: text(said(url)),
    headers: {
      ...(isJson ? { 'content-type': 'application/json' } : {}),
      ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, text(said(value))])),
    },
    body: content === null ? null : text(content),
    expect,
    redirects: 5,
    verifyTls: true,
  }
}
