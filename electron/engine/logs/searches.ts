import { on } from 'node:events'
import { Worker } from 'node:worker_threads'
import { AppError } from '../../../shared/errors.ts'
import type { LogHits } from '../../../shared/model/log.ts'
import type { Clock } from '../base/clock.ts'
import type { SearchOrder } from './scan.ts'
import { cells } from './search-thread.ts'

/** A pattern that takes longer than this on one line never ends. */
const longestTestMs = 5_000
const lookMs = 500

export type Searches = ReturnType<typeof createSearches>

/** Searches logs in threads. A search ends when its reader disconnects. */
export function createSearches(script: string, clock: Clock) {
  return {
    /** Throws `invalid` for a pattern that is not valid, or that never ends. */
    async *run(order: SearchOrder, abort: AbortSignal | undefined): AsyncGenerator<LogHits> {
      checkPattern(order.pattern)
      const shared = new Int32Array(new SharedArrayBuffer(cells.count * Int32Array.BYTES_PER_ELEMENT))
      const thread = new Worker(script, { workerData: { order, shared } })
      const watch = watchOver(thread, shared, clock)
      try {
        const messages = on(thread, 'message', { close: ['exit'], ...(abort ? { signal: abort } : {}) })
        for await (const [hits] of messages as AsyncIterable<[LogHits]>) {
          Atomics.sub(shared, cells.waiting, 1)
          Atomics.notify(shared, cells.waiting)
          yield hits
        }
        if (watch.isStuck()) throw new AppError('invalid', endless(shared[cells.line] ?? 0))
      } catch (error) {
        if (!abort?.aborted) throw error
      } finally {
        watch.stop()
        await thread.terminate()
      }
    },
  }
}

function checkPattern(pattern: string): void {
  try {
    new RegExp(pattern)
  } catch (error) {
    throw new AppError('invalid', `Could not read the search pattern: ${(error as Error).message}.`)
  }
}

const endless = (line: number): string =>
  `Could not search the log: the pattern took longer than ${longestTestMs / 1_000} seconds on line ${line}. ` +
  'Use a simpler pattern, without a repetition inside a repetition.'

/** Ends a thread whose pattern takes too long on one line. */
function watchOver(thread: Worker, shared: Int32Array, clock: Clock): { isStuck(): boolean; stop(): void } {
  let tests = 0
  let since = clock.awake()
  let stuck = false
  function look(): void {
    const now = Atomics.load(shared, cells.tests)
    const isAtWork = now % 2 !== 0
    if (now !== tests || !isAtWork) since = clock.awake()
    tests = now
    stuck = isAtWork && clock.awake() - since > longestTestMs
    if (stuck) void thread.terminate()
    else cancel = clock.after(lookMs, look)
  }
  let cancel = clock.after(lookMs, look)
  return { isStuck: () => stuck, stop: () => cancel() }
}
