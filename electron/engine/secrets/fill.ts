import type { HttpBody } from '../../../shared/model/job.ts'
import type { SecretUse } from '../../../shared/model/secret.ts'
import type { Claim } from '../queue/claim.ts'
import type { SecretActions } from './secrets.ts'

type Fill = Pick<SecretActions, 'fill'>
type Wanted = Exclude<SecretUse, true>

/** All that a job says was written by a person; of anything else only what says so. */
const allowedIn = ({ jobId, isFlow, spec }: Claim): SecretUse => (jobId !== null && !isFlow) || spec.secrets

const isIn = (use: SecretUse, of: 'env' | 'headers', name: string): boolean =>
  use === true || ((use as Wanted) !== false && (use as Exclude<Wanted, false>)[of].includes(name))

/** With the secrets in their place, and what they are: that is to be kept out of all that is written down. */
export function filledEnv(secrets: Fill, claim: Claim): { env: Record<string, string>; opened: string[] } {
  const use = allowedIn(claim)
  const opened = new Set<string>()
  const entries = Object.entries(claim.spec.env).map(([name, text]) => [
    name,
    isIn(use, 'env', name) ? secrets.fill(text, opened) : text,
  ])
  return { env: Object.fromEntries(entries) as Record<string, string>, opened: [...opened] }
}

export function filledRequest(secrets: Fill, claim: Claim, body: HttpBody): { body: HttpBody; opened: string[] } {
  const use = allowedIn(claim)
  const opened = new Set<string>()
  const headers = Object.entries(body.headers).map(([name, text]) => [
    name,
    isIn(use, 'headers', name) ? secrets.fill(text, opened) : text,
  ])
  const url = use === true || (use !== false && use.url) ? secrets.fill(body.url, opened) : body.url
  return { body: { ...body, url, headers: Object.fromEntries(headers) as Record<string, string> }, opened: [...opened] }
}
