/** What a search and its thread share: how many batches wait to be taken, and how far the pattern is. */
export type SearchThread = { shared: Int32Array<SharedArrayBuffer> }

export const cells = { waiting: 0, tests: 1, line: 2, count: 3 } as const

/** Batches that may wait; then the thread waits, too. */
export const mostWaiting = 8
