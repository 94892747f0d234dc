import { type Hook, type HookFacts, hookQueue, hookTimeoutMs, hookVariables } from '../../../shared/model/hook.ts'
import { Spec, type SpecInput } from '../../../shared/model/job.ts'
import { namesSecret, secretNamesOf } from '../../../shared/model/secret.ts'
import type { OwnHooks } from '../queue/queue.ts'

/**
 * The command or request of a hook. A hook that was interrupted is run again once; one that failed is not. Only what a person wrote
 * may name secrets: the facts of the run are data.
 */
export function specOfHook(hook: Hook, facts: HookFacts, base: OwnHooks['base']): Spec {
  const variables = hookVariables(facts)
  const { headers = {}, url = '' } = hook
  const env = hook.url === undefined ? { ...base?.env, ...variables } : {}
  const spec = Spec.parse({
    body: bodyOf(hook, facts, variables),
    cwd: base?.cwd ?? null,
    envFile: hook.url === undefined ? (base?.envFile ?? null) : null,
    env,
    timeoutMs: hookTimeoutMs,
    retry: { maxAttempts: 2, exitCodes: [], backoff: { kind: 'fixed', delayMs: 0 } },
    priority: 100,
    secrets: {
      env: secretNamesOf(base?.env ?? {}).filter((name) => !(name in variables)),
      headers: secretNamesOf(headers),
      url: namesSecret(url),
    },
  } as SpecInput)
  return { ...spec, queue: hookQueue }
}

function bodyOf(hook: Hook, facts: HookFacts, variables: Record<string, string>): SpecInput['body'] {
  const { command, args = [], script, interpreter = [], url = '', method = 'POST', headers = {} } = hook
  if (command !== undefined) return { kind: 'command', command, args }
  if (script !== undefined) return { kind: 'script', script, interpreter }
  if (method === 'GET') return { kind: 'http', method, url, headers }
  const body = hook.body === undefined ? JSON.stringify(facts) : filledBody(hook.body, variables)
  const type = isJson(body) ? { 'content-type': 'application/json' } : {}
  return { kind: 'http', method, url, headers: { ...type, ...headers }, body }
}

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** Within JSON, values are escaped as in a string. */
function filledBody(template: string, variables: Record<string, string>): string {
  const fit = isJson(template) ? (text: string) => JSON.stringify(text).slice(1, -1) : (text: string) => text
  return template.replace(/\$\{(LOCALFLOW_\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(variables, name) ? fit(variables[name] ?? '') : whole,
  )
}
