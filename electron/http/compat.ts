import type { IncomingMessage } from 'node:http'

/** Other programs whose clients are answered without a token. */
export const compatible = ['pocketflow', 'localflow'] as const
export type Compat = (typeof compatible)[number]

/**
 * The requests of LocalFlow (Go) that need no token with `--compat localflow`: submit a task, get one, read the metrics.
 * They are for programs only: a browser sends the origin of each request, and needs the token as always.
 */
export function isGoClientRequest({ method, headers }: IncomingMessage, path: string, basePath: string): boolean {
  if (headers.origin !== undefined || headers['sec-fetch-site'] !== undefined || headers.authorization !== undefined) return false
  if (method === 'POST') return path === `${basePath}/tasks`
  if (method !== 'GET') return false
  return path === '/metrics' || (path.startsWith(basePath) && /^\/tasks\/[\w-]+$/.test(path.slice(basePath.length)))
}
