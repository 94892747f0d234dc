import * as z from 'zod'

const ms = (least: number) =>
  z
    .int()
    .min(least)
    .max(7 * 24 * 3_600_000)

/** The delay between two attempts. */
export const Backoff = z.object({
  kind: z.enum(['fixed', 'exponential']).default('exponential'),
  /** Before the second attempt. */
  delayMs: ms(0).default(1_000),
  /** No wait is longer than this. */
  maxMs: ms(0).default(3_600_000),
  /** Anything from nothing to the whole wait, so that tasks that failed together are not retried together. */
  jitter: z.boolean().default(false),
})
export type Backoff = z.infer<typeof Backoff>

/** The wait after the attempt with that number, from 1. Jitter shortens it. */
export function longestWait({ kind, delayMs, maxMs }: Backoff, attempt: number): number {
  const growth = kind === 'fixed' ? 1 : 2 ** Math.min(attempt - 1, 52)
  return Math.min(delayMs * growth, maxMs)
}

/** `random` returns a number from 0 to below 1. */
export function waitAfter(backoff: Backoff, attempt: number, random: () => number): number {
  const longest = longestWait(backoff, attempt)
  return backoff.jitter ? Math.floor(random() * (longest + 1)) : longest
}

/** The delays of a task that never succeeds, each at its longest. */
export const previewWaits = (backoff: Backoff, maxAttempts: number): number[] =>
  Array.from({ length: Math.max(0, maxAttempts - 1) }, (_, index) => longestWait(backoff, index + 1))
