import type { Store } from '../store/store.ts'
import type { Claim } from './attempt.ts'

/** The attempts of this process, each with its abort controller. */
export function createCarried(store: Store) {
  const carried = new Map<string, { claim: Claim; stop: AbortController }>()

  return {
    /** Returns the controller that is aborted when the attempt is to be stopped. */
    add(claim: Claim): AbortController {
      const stop = new AbortController()
      carried.set(claim.attemptId, { claim, stop })
      return stop
    },
    remove: (attemptId: string): void => void carried.delete(attemptId),
    has: (attemptId: string): boolean => carried.has(attemptId),
    get: (attemptId: string): Claim | null => carried.get(attemptId)?.claim ?? null,
    claims: (): Claim[] => [...carried.values()].map(({ claim }) => claim),
    /** An ended attempt cannot be aborted. */
    stop(attemptIds: string[]): void {
      for (const id of attemptIds) carried.get(id)?.stop.abort()
    },
    /** Aborts attempts with a recorded request to stop. */
    stopAsWritten(): void {
      for (const { claim, stop } of carried.values()) if (store.tasks.get(claim.task)?.stopAsked != null) stop.abort()
    },
  }
}
