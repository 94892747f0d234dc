import { on } from 'node:events'
import { Worker } from 'node:worker_threads'
import { AppError } from '../../../shared/errors.ts'
import { textPattern } from '../../../shared/log/text-pattern.ts'
import type { LogFound, LogHits, LogMatch } from '../../../shared/model/log.ts'
import type { Clock } from '../base/clock.ts'
import type { FindOrder, LevelsOrder, MatchOrder, OrderKind, Orders, SearchOrder } from './orders.ts'
import { cells } from './search-thread.ts'

/** A pattern that takes longer than this on one line never ends. */
const longestTestMs = 5_000
const lookMs = 500

export type Searches = ReturnType<typeof createSearches>

/** Reads logs in threads. A thread ends when its reader disconnects. */
export function createSearches(script: string, clock: Clock) {
  async function* inThread<K extends OrderKind>(
    kind: K,
    order: Orders[K]['order'],
    abort: AbortSignal | undefined,
  ): AsyncGenerator<Orders[K]['posts']> {
    const shared = new Int32Array(new SharedArrayBuffer(cells.count * Int32Array.BYTES_PER_ELEMENT))
    const thread = new Worker(script, { workerData: { kind, order, shared } })
    const watch = watchOver(thread, shared, clock)
    try {
      const messages = on(thread, 'message', { close: ['exit'], ...(abort ? { signal: abort } : {}) })
      for await (const [posted] of messages as AsyncIterable<[Orders[K]['posts']]>) {
        Atomics.sub(shared, cells.waiting, 1)
        Atomics.notify(shared, cells.waiting)
        yield posted
      }
      if (watch.isStuck()) throw endless(shared[cells.line] ?? 0)
    } catch (error) {
      if (!abort?.aborted) throw error
    } finally {
      watch.stop()
      await thread.terminate()
    }
  }

  return {
    /** Lines with their text. Throws `invalid` for a pattern that is not valid, or that never ends. */
    async *run(order: SearchOrder, abort: AbortSignal | undefined): AsyncGenerator<LogHits> {
      checkPattern(() => new RegExp(order.pattern))
      yield* inThread('search', order, abort)
    },
    /** Numbers of lines. Throws as `run` does. */
    async *find(order: FindOrder, abort: AbortSignal | undefined): AsyncGenerator<LogFound> {
      checkPattern(() => textPattern(order))
      yield* inThread('find', order, abort)
    },
    /** The first match in a line. Throws as `run` does. */
    async match(order: MatchOrder, abort: AbortSignal | undefined): Promise<LogMatch> {
      checkPattern(() => textPattern(order))
      for await (const match of inThread('match', order, abort)) return match
      throw new Error('The thread ended without an answer.')
    },
    /** Levels from a line on, without an index. */
    levels: (order: LevelsOrder, abort: AbortSignal | undefined) => inThread('levels', order, abort),
    /** Writes the index of a log again. */
    async repair(path: string): Promise<void> {
      for await (const _ of inThread('repair', { path }, undefined));
    },
    /** Brings the index of levels up to date; gives what was added. */
    index: (order: Orders['index']['order']) => inThread('index', order, undefined),
  }
}

function checkPattern(compile: () => RegExp): void {
  try {
    compile()
  } catch (error) {
    throw new AppError('invalid', `Could not read the search pattern: ${(error as Error).message}.`)
  }
}

/** The pattern never ends; its issue says where. */
export function endless(line: number): AppError {
  const why = `the pattern took longer than ${longestTestMs / 1_000} seconds on line ${line}`
  const advice = 'Use a simpler pattern, without a repetition inside a repetition.'
  return new AppError('invalid', `Could not search the log: ${why}. ${advice}`, [{ path: 'text', message: why }])
}

/** Ends a thread whose pattern takes too long on one line. */
export function watchOver(thread: Worker, shared: Int32Array, clock: Clock): { isStuck(): boolean; stop(): void } {
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
