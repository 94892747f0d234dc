import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { AppError } from '../../shared/errors.ts'
import type { RunUser } from '../engine/secrets/secrets.ts'

export type Guard = ReturnType<typeof createGuard>

/**
 * Loopback is not a safe place: any page in any browser can send requests to it. Three checks, in this order: is the request
 * for this server (Host), does the page belong to it (Origin), does the caller have the token.
 */
export function createGuard(config: {
  token: string
  allowedOrigins: string[]
  hosts: () => string[]
  runUser: (token: string) => RunUser | null
}) {
  const expected = digest(config.token)
  const isToken = (given: string): boolean => timingSafeEqual(digest(given), expected)

  return {
    /** Throws `forbidden` for a name that is not ours: DNS rebinding lets a stranger's name resolve to this server. */
    checkHost(request: IncomingMessage): void {
      const named = request.rawHeaders.filter(
        (_, index) => index % 2 === 0 && request.rawHeaders[index]?.toLowerCase() === 'host',
      )
      const host = request.headers.host
      if (named.length !== 1 || host === undefined || !config.hosts().includes(host) || !request.url?.startsWith('/'))
        throw new AppError('forbidden', 'LocalFlow does not serve this host name.')
    },
    /** Throws `forbidden` for a page of another origin. Programs send no Origin. */
    checkOrigin(request: IncomingMessage): void {
      const { origin, 'sec-fetch-site': site } = request.headers
      const own = config.hosts().map((host) => `http://${host}`)
      if (origin !== undefined && !own.includes(origin) && !config.allowedOrigins.includes(origin))
        throw new AppError(
          'forbidden',
          `Pages of ${origin} may not call LocalFlow. If the origin is yours, add it to ALLOWED_ORIGINS.`,
        )
      if (origin === undefined && (site === 'cross-site' || site === 'same-site'))
        throw new AppError('forbidden', 'Pages of other sites may not call LocalFlow.')
    },
    /** Returns the run whose token it is; null for that of the data folder. Throws `unauthorized` without the right token. */
    checkToken(request: IncomingMessage): RunUser | null {
      const given = bearerOf(request) ?? protocolTokenOf(request)
      if (given !== null && isToken(given)) return null
      const user = given === null ? null : config.runUser(given)
      if (user === null)
        throw new AppError(
          'unauthorized',
          'Missing or wrong token. Send "Authorization: Bearer TOKEN" with the token that "lf token" prints.',
        )
      return user
    },
  }
}

/** Digests have equal lengths, as the comparison requires. */
const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

const bearerOf = (request: IncomingMessage): string | null =>
  /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? null

/** A browser can set no header of a WebSocket but its protocols. */
const protocolTokenOf = (request: IncomingMessage): string | null =>
  /(?:^|,)\s*token\.([\w-]+)/.exec(request.headers['sec-websocket-protocol'] ?? '')?.[1] ?? null
