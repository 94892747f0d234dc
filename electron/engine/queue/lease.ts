import type { Store } from '../store/store.ts'
import type { Claim } from './attempt.ts'
import { claimAgain, leaseMs } from './claim.ts'
import { finish } from './finish.ts'
import type { Core } from './run-kind.ts'

/** Extends the leases of living holders. Returns those that no longer hold their tasks. */
export function extend(store: Store, claims: readonly Pick<Claim, 'task' | 'attemptId'>[], now: number): string[] {
  return claims
    .filter(({ task, attemptId }) => !store.tasks.extend(task, attemptId, now + leaseMs))
    .map((claim) => claim.attemptId)
}

/**
 * Records attempts whose leases have expired as interrupted: the retry policy decides what follows. `isHeld` excludes the
 * attempts of this process. Returns how many. Call inside a write.
 */
export function rescue(core: Core, isHeld: (attemptId: string) => boolean, now: number, random: () => number): number {
  const { store } = core
  const stale = store.tasks.expired(now).filter(({ token }) => token !== null && !isHeld(token))
  for (const { seq, token } of stale) finish(core, claimAgain(store, seq, token ?? ''), { type: 'lost' }, now, random)
  return stale.length
}
