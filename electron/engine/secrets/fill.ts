import type { HttpBody } from '../../../shared/model/job.ts'
import type { SecretUse } from '../../../shared/model/secret.ts'
import { masked } from '../../runner/mask.ts'
import { secretFinder } from '../../runner/secret-finder.ts'
import type { Claim, NewRunSecrets } from '../queue/queue.ts'
import { openedParams, openedText, type Sealer } from './sealed-params.ts'

/** Replaces references by secrets; `opened` collects their values. */
type Fill = { fill: (text: string, opened: Set<string>) => string } & Sealer

const isAllowed = (use: SecretUse, of: 'env' | 'headers', name: string): boolean =>
  typeof use === 'boolean' ? use : use[of].includes(name)

/** The texts of a record, with secrets in those that may name some. */
function filled(secrets: Fill, use: SecretUse, of: 'env' | 'headers', texts: Record<string, string>, opened: Set<string>) {
  const entries = Object.entries(texts).map(([name, text]): [string, string] => [
    name,
    openedText(secrets, isAllowed(use, of, name) ? secrets.fill(text, opened) : text, opened),
  ])
  return Object.fromEntries(entries)
}

/** `opened` collects the secrets, to mask them in everything that is stored. */
export const filledEnv = (secrets: Fill, { spec }: Claim, use: SecretUse, opened: Set<string>): Record<string, string> =>
  filled(secrets, use, 'env', spec.env, opened)

type Opening = Pick<Claim, 'jobId' | 'params'> & { spec: Pick<Claim['spec'], 'env'> }

/** The secrets that a claim names or has as parameters, with their current values; without those that can no longer be decrypted. */
export function openedAnew(secrets: Fill, { spec, jobId, params }: Opening, use: SecretUse): string[] {
  const opened = new Set<string>()
  for (const [name, text] of Object.entries(spec.env))
    try {
      filled(secrets, use, 'env', { [name]: text }, opened)
    } catch {
      // It was deleted while the attempt ran: the runner, which knew it, has masked it in the log.
    }
  try {
    openedParams(secrets, jobId, params, opened)
  } catch {
    // As above.
  }
  return [...opened]
}

/** A text that is stored with a new run, without the secrets that the run gets. */
export const withoutSecretsOf = (secrets: Fill, text: string, { env, use, ...run }: NewRunSecrets): string =>
  masked(text, secretFinder(openedAnew(secrets, { ...run, spec: { env } }, use)))

type FilledRequest = { body: HttpBody; opened: string[] /** The headers with secrets. */; secretHeaders: string[] }

export function filledRequest(secrets: Fill, use: SecretUse, body: HttpBody): FilledRequest {
  const opened = new Set<string>()
  const headers = filled(secrets, use, 'headers', body.headers, opened)
  const mayFillUrl = typeof use === 'boolean' ? use : use.url
  const url = openedText(secrets, mayFillUrl ? secrets.fill(body.url, opened) : body.url, opened)
  const content = body.body === null ? null : openedText(secrets, body.body, opened)
  const secretHeaders = Object.keys(headers).filter((name) => headers[name] !== body.headers[name])
  return { body: { ...body, url, headers, body: content }, opened: [...opened], secretHeaders }
}
