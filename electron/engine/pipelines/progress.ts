import type { Clock } from '../base/clock.ts'

/** Clients read the counts of a run again no more often than this. */
export const progressMs = 250

/** Publishes which runs made progress: the first time at once, then at most every `progressMs` for each run. */
export function createProgress(clock: Clock, idOf: (run: number) => string | undefined, made: (id: string) => void) {
  /** Runs whose progress was published a moment ago, and whether they made more since. */
  const recent = new Map<number, boolean>()

  function pass(run: number, id: string): void {
    recent.set(run, false)
    made(id)
    clock.after(progressMs, () => (recent.get(run) ? pass(run, id) : recent.delete(run)))
  }

  function begin(run: number): void {
    const id = idOf(run)
    if (id !== undefined) pass(run, id)
  }

  return (runs: Iterable<number>): void => {
    for (const run of runs)
      if (recent.has(run)) recent.set(run, true)
      else begin(run)
  }
}
