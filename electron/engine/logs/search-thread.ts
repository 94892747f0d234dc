/** Memory that a search and its thread share: the number of unread batches, and the progress of the pattern. */
export type SearchThread = { shared: Int32Array<SharedArrayBuffer> }

export const cells = { waiting: 0, tests: 1, line: 2, count: 3 } as const

/** The most unread batches; then the thread waits. */
export const mostWaiting = 8
