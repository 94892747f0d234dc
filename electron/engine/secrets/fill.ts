import type { HttpBody } from '../../../shared/model/job.ts'
import type { SecretUse } from '../../../shared/model/secret.ts'
import type { Claim } from '../queue/queue.ts'

/** Puts secrets in their place; `opened` gathers what they are. */
type Fill = { fill: (text: string, opened: Set<string>) => string }

const isAllowed = (use: SecretUse, of: 'env' | 'headers', name: string): boolean =>
  typeof use === 'boolean' ? use : use[of].includes(name)

/** The texts of a record, with the secrets of those that may name some in their place. */
function filled(secrets: Fill, use: SecretUse, of: 'env' | 'headers', texts: Record<string, string>, opened: Set<string>) {
  const entries = Object.entries(texts).map(([name, text]): [string, string] => [
    name,
    isAllowed(use, of, name) ? secrets.fill(text, opened) : text,
  ])
  return Object.fromEntries(entries)
}

/** Also what the secrets are: that is to be kept out of all that is written down. */
export function filledEnv(secrets: Fill, { spec }: Claim, use: SecretUse): { env: Record<string, string>; opened: string[] } {
  const opened = new Set<string>()
  const env = filled(secrets, use, 'env', spec.env, opened)
  return { env, opened: [...opened] }
}

/** The secrets that a claim names, with their current values; without those that can no longer be decrypted. */
export function openedAnew(secrets: Fill, { spec }: Claim, use: SecretUse): string[] {
  const opened = new Set<string>()
  for (const [name, text] of Object.entries(spec.env))
    try {
      filled(secrets, use, 'env', { [name]: text }, opened)
    } catch {
      // It was removed while the attempt ran: the runner, which knew it, has kept it out of the log.
    }
  return [...opened]
}

type FilledRequest = { body: HttpBody; opened: string[] /** The headers that hold some. */; secretHeaders: string[] }

export function filledRequest(secrets: Fill, use: SecretUse, body: HttpBody): FilledRequest {
  const opened = new Set<string>()
  const headers = filled(secrets, use, 'headers', body.headers, opened)
  const mayFillUrl = typeof use === 'boolean' ? use : use.url
  const url = mayFillUrl ? secrets.fill(body.url, opened) : body.url
  const secretHeaders = Object.keys(headers).filter((name) => headers[name] !== body.headers[name])
  return { body: { ...body, url, headers }, opened: [...opened], secretHeaders }
}
