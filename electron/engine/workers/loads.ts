/** The current calls of each worker, and its reported load. */
export type WorkerLoads = {
  of(id: string): number
  take(id: string): void
  leave(id: string): void
  runningOf(id: string): number
}

/** `said` returns true if the worker reported another load before. */
export type Loads = WorkerLoads & { said(id: string, load: number): boolean }

/** The reported loads of workers, and the current calls to them. */
export function createLoads(): Loads {
  const said = new Map<string, number>()
  const running = new Map<string, number>()
  const runningOf = (id: string): number => running.get(id) ?? 0
  return {
    of: (id) => (said.get(id) ?? 0) + runningOf(id),
    runningOf,
    take: (id) => void running.set(id, runningOf(id) + 1),
    leave: (id) => void running.set(id, runningOf(id) - 1),
    said(id, load) {
      const differs = (said.get(id) ?? 0) !== load
      said.set(id, load)
      return differs
    },
  }
}
