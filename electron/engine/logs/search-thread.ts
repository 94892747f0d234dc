import type { Guard } from './matcher.ts'

/** Memory that a search and its thread share: the number of unread batches, the progress of the pattern, and in which log that is. */
export type SearchThread = { shared: Int32Array<SharedArrayBuffer> }

export const cells = { waiting: 0, tests: 1, line: 2, log: 3, count: 4 } as const

/** The most unread batches; then the thread waits. */
export const mostWaiting = 8

/** The progress is odd while a pattern is being tested, so that one that never ends is noticed. */
export const createGuard =
  (shared: SearchThread['shared']): Guard =>
  (line, work) => {
    shared[cells.line] = line
    Atomics.add(shared, cells.tests, 1)
    const result = work()
    Atomics.add(shared, cells.tests, 1)
    return result
  }
