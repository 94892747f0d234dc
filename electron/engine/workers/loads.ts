/** The current calls of each worker, and its reported load. */
export type WorkerLoads = {
  of(id: string): number
  take(id: string, task: number): void
  leave(id: string, task: number): void
  /** The tasks that it is called for, the oldest call first. */
  runningOf(id: string): readonly number[]
}

/** `said` returns true if the worker reported another load before. */
export type Loads = WorkerLoads & { said(id: string, load: number): boolean }

/** The reported loads of workers, and the current calls to them. */
export function createLoads(): Loads {
  const said = new Map<string, number>()
  const running = new Map<string, number[]>()
  const runningOf = (id: string): readonly number[] => running.get(id) ?? []
  return {
    of: (id) => (said.get(id) ?? 0) + runningOf(id).length,
    runningOf,
    take: (id, task) => void running.set(id, [...runningOf(id), task]),
    leave: (id, task) => void running.set(id, runningOf(id).toSpliced(runningOf(id).indexOf(task), 1)),
    said(id, load) {
      const differs = (said.get(id) ?? 0) !== load
      said.set(id, load)
      return differs
    },
  }
}
