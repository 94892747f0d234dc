import { Retry, type Spec, type SpecInput } from '../model/job.ts'
import type { Node } from './definition.ts'

const retries = new WeakMap<Node, Spec['retry']>()

export function retryOf(node: Node): Spec['retry'] {
  const known = retries.get(node) ?? Retry.parse(saidOfRetry(node))
  retries.set(node, known)
  return known
}

/** How often, and how far apart; attempts of PocketFlow's script and function nodes count the first one, its retries do not. */
function saidOfRetry({ retry, max_retries, wait_ms, max_attempts, attempt_delay_ms }: Node): NonNullable<SpecInput['retry']> {
  if (retry)
    return {
      maxAttempts: retry.max_attempts ?? 3,
      backoff: {
        kind: retry.backoff ?? 'exponential',
        ...(retry.delay_ms === undefined ? {} : { delayMs: retry.delay_ms }),
        ...(retry.max_delay_ms === undefined ? {} : { maxMs: retry.max_delay_ms }),
        ...(retry.jitter === undefined ? {} : { jitter: retry.jitter }),
      },
      exitCodes: retry.exit_codes ?? null,
    }
  const maxAttempts = max_retries !== undefined && max_retries > 0 ? max_retries + 1 : (max_attempts ?? 1)
  return { maxAttempts, backoff: { kind: 'fixed', delayMs: (max_retries ? wait_ms : attempt_delay_ms) ?? 0 } }
}
