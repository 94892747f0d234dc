import { Agent, type Dispatcher, interceptors, request } from 'undici'
import { jsonOrText } from '../../../shared/json-or-text.ts'
import { type HttpBody, withoutCredentials } from '../../../shared/model/job.ts'
import { limits } from '../../../shared/model/limits.ts'
import type { SecretUse } from '../../../shared/model/secret.ts'
import { plainText } from '../../../shared/visible-text.ts'
import { masked } from '../../runner/mask.ts'
import { type SecretFinder, secretFinder } from '../../runner/secret-finder.ts'
import type { Clock } from '../base/clock.ts'
import type { Core, Executor } from '../queue/queue.ts'
import { filledRequest, maskedValue, type SecretActions } from '../secrets/secrets.ts'
import { type Hop, reportHops } from './hops.ts'
import { inProcess, TaskFailure } from './in-process.ts'
import { keepLog } from './own-log.ts'

/** For a request without a timeout of its own: a server that never ends must not use a slot indefinitely. */
export const defaultHttpTimeoutMs = 60_000

export type HttpResult = {
  status: number
  headers: Record<string, string>
  /** As text, or in base64 if it is not text. */
  body: string
  encoding: 'utf8' | 'base64'
  /** The body was longer than the limit. */
  truncated: boolean
}

type Parts = {
  clock: Clock
  dataFolder: string
  secrets: Pick<SecretActions, 'fill' | 'openParam' | 'sealParam'>
  kinds: Core['kinds']
}

/** Calls an address. An unexpected status is a failure that quotes the response. */
export function createHttpExecutor({ clock, dataFolder, secrets, kinds }: Parts): Executor {
  const strict = new Agent()
  const lenient = new Agent({ connect: { rejectUnauthorized: false } })

  return inProcess(clock, defaultHttpTimeoutMs, async (claim, signal) => {
    const { body: said } = claim.spec
    if (said.kind !== 'http') throw new Error(`not a request: ${said.kind}`)
    const started = performance.now()
    const lines: string[] = [`${said.method} ${withoutCredentials(said.url)}`]
    let find: SecretFinder | null = null
    let hop: Hop | null = null
    try {
      const { body, opened, secretHeaders } = prepared(secrets, kinds[claim.runKind].secretUse(claim), said)
      find = secretFinder(opened)
      hop = { at: new URL(body.url), isAnswered: false }
      const agent = (body.verifyTls ? strict : lenient).compose(
        reportHops((called) => (hop = called)),
        interceptors.redirect({
          maxRedirections: body.redirects,
          throwOnMaxRedirect: true,
          // Like well-known credentials, secrets are not sent to another host.
          stripHeadersOnCrossOriginRedirect: secretHeaders,
        }),
      )
      const answer = await call(agent, body, signal)
      const result = answer.truncated ? { ...answer, body: masked(answer.body, find, true) } : answer
      lines.push(`${result.status} after ${Math.round(performance.now() - started)} ms, ${result.body.length} characters`)
      if (!isExpected(result.status, body.expect)) {
        // Secrets are masked first, because one that was cut in two would not be found.
        const shown = maskedValue(result, find)
        lines.push(shown.body.slice(0, 2_000))
        throw new TaskFailure(
          'http-status',
          `The server responded with ${result.status}; expected ${body.expect.join(' or ')}.${firstLine(result, find)}`,
        )
      }
      const kept = claim.spec.output === 'json' ? { ...result, body: jsonOrText(result.body) } : result
      return maskedValue(kept, find)
    } catch (error) {
      const known = signal.aborted || error instanceof TaskFailure || hop === null ? error : unreachable(hop, error)
      lines.push(signal.aborted ? 'stopped' : (known as Error).message)
      throw known instanceof TaskFailure
        ? new TaskFailure(known.reason, masked(plainText(known.message), find), known.mayBeDone)
        : known
    } finally {
      await keepLog(
        dataFolder,
        claim,
        lines.map((line) => masked(line, find)),
      )
    }
  })
}

/** Fills in secrets. Throws with a reason if one is missing, or if the result is not a valid address. */
function prepared(secrets: Parts['secrets'], use: SecretUse, said: HttpBody): ReturnType<typeof filledRequest> {
  try {
    const filled = filledRequest(secrets, use, said)
    if (!/^https?:/i.test(filled.body.url) || !URL.canParse(filled.body.url))
      throw new Error(`"${said.url}" is not an address that starts with http:// or https://`)
    return filled
  } catch (error) {
    throw new TaskFailure('could-not-start', (error as Error).message)
  }
}

async function call(dispatcher: Dispatcher, body: HttpBody, signal: AbortSignal): Promise<HttpResult> {
  const answer = await request(withoutCredentials(body.url), {
    dispatcher,
    signal,
    method: body.method,
    headers: headersOf(body),
    body: body.body,
    // The attempt has one timeout, over all of it.
    headersTimeout: 0,
    bodyTimeout: 0,
  })
  const { bytes, truncated } = await readUpTo(answer.body, limits.payloadBytes / 2)
  const headers = Object.fromEntries(
    Object.entries(answer.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : String(value ?? '')]),
  )
  return { status: answer.statusCode, headers, ...textOf(bytes, truncated), truncated }
}

/** Headers of the person win over defaults, in any capitalization. */
function headersOf({ url, headers }: HttpBody): Record<string, string> {
  const { username, password } = new URL(url)
  const login = `${decoded(username)}:${decoded(password)}`
  const given = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
  return {
    'user-agent': 'LocalFlow',
    ...(login === ':' ? {} : { authorization: `Basic ${Buffer.from(login).toString('base64')}` }),
    ...given,
  }
}

/** Text that is not properly encoded is taken literally. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Stops reading beyond the limit, and closes the connection. */
async function readUpTo(stream: Dispatcher.ResponseData['body'], cap: number): Promise<{ bytes: Buffer; truncated: boolean }> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of stream as AsyncIterable<Buffer>) {
    parts.push(part)
    length += part.length
    if (length > cap) {
      stream.on('error', () => {})
      stream.destroy()
      return { bytes: Buffer.concat(parts).subarray(0, cap), truncated: true }
    }
  }
  return { bytes: Buffer.concat(parts), truncated: false }
}

/**
 * A truncated body may end in the middle of a character, which is left out. Text that would grow beyond the limit when
 * stored is kept as bytes.
 */
function textOf(bytes: Buffer, truncated: boolean): Pick<HttpResult, 'body' | 'encoding'> {
  const asBytes = { body: bytes.toString('base64'), encoding: 'base64' } as const
  try {
    const body = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: truncated })
    return Buffer.byteLength(JSON.stringify(body)) > limits.payloadBytes * 0.9 ? asBytes : { body, encoding: 'utf8' }
  } catch {
    return asBytes
  }
}

const isExpected = (status: number, expected: string[]): boolean =>
  expected.some((entry) => (/xx$/i.test(entry) ? Math.floor(status / 100) === Number(entry[0]) : status === Number(entry)))

/** Masked again after removing control characters, which may reveal a secret. */
const firstLine = ({ body, encoding }: HttpResult, find: SecretFinder | null): string => {
  const line = encoding === 'utf8' ? masked(plainText(body), find).trim().split('\n')[0]?.slice(0, 300) : ''
  return line ? ` The response: ${line}` : ''
}

/** Errors that prove that no request was sent. */
const neverSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT', 'ETIMEDOUT', 'EHOSTUNREACH'])

/** Says which part of the connection failed. */
function unreachable({ at: { host, hostname }, isAnswered }: Hop, error: unknown): TaskFailure {
  const { code, message } =
    (error as { cause?: NodeJS.ErrnoException } & NodeJS.ErrnoException).cause ?? (error as NodeJS.ErrnoException)
  const reasons: Record<string, string> = {
    ECONNREFUSED: `${host} refused the connection. Check that the server is running.`,
    ENOTFOUND: `There is no host "${hostname}".`,
    EAI_AGAIN: `Could not look up the host "${hostname}". Check the network.`,
    ECONNRESET: `${host} closed the connection before it responded.`,
    UND_ERR_SOCKET: `${host} closed the connection before it responded.`,
    UND_ERR_REDIRECT_MAX: `${host} redirected more often than the job allows.`,
    // The only answer that undici refuses is a redirect that leads back.
    ...(isAnswered ? { UND_ERR_INVALID_ARG: `${host} redirected in a loop.` } : {}),
    UND_ERR_CONNECT_TIMEOUT: `${host} did not accept the connection in time.`,
    ETIMEDOUT: `${host} did not accept the connection in time.`,
  }
  if (code && /CERT|SELF_SIGNED|UNABLE_TO_VERIFY/.test(code))
    return new TaskFailure('unreachable', `Could not verify the certificate of ${host} (${code}).`)
  return new TaskFailure('unreachable', reasons[code ?? ''] ?? `Could not call ${host}: ${message}`, !neverSent.has(code ?? ''))
}
