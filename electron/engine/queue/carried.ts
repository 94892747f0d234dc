import type { Actor } from '../../../shared/model/actor.ts'
import type { StopAsk } from '../store/asks.ts'
import type { Store } from '../store/store.ts'
import type { Claim } from './attempt.ts'

/** `by`: who stopped the attempt, if that is known. */
type Carried = { claim: Claim; stop: AbortController; by: Actor | null }

/** The attempts of this process, each with its abort controller. */
export function createCarried(store: Store) {
  const carried = new Map<string, Carried>()

  return {
    /** Returns the controller that is aborted when the attempt is to be stopped. */
    add(claim: Claim): AbortController {
      const stop = new AbortController()
      carried.set(claim.attemptId, { claim, stop, by: null })
      return stop
    },
    remove: (attemptId: string): void => void carried.delete(attemptId),
    has: (attemptId: string): boolean => carried.has(attemptId),
    get: (attemptId: string): Claim | null => carried.get(attemptId)?.claim ?? null,
    stoppedBy: (attemptId: string): Actor | null => carried.get(attemptId)?.by ?? null,
    claims: (): Claim[] => [...carried.values()].map(({ claim }) => claim),
    /** An ended attempt cannot be aborted. */
    stop(asks: StopAsk[]): void {
      for (const { attemptId, by } of asks) {
        const one = carried.get(attemptId)
        if (one) one.by ??= by
        one?.stop.abort()
      }
    },
    /** Aborts attempts with a recorded request to stop. */
    stopAsWritten(): void {
      for (const { claim, stop } of carried.values()) if (store.tasks.get(claim.task)?.stopAsked != null) stop.abort()
    },
  }
}
