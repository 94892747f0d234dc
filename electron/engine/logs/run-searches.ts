import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { AppError } from '../../../shared/errors.ts'
import { textPattern } from '../../../shared/log/text-pattern.ts'
import type { Clock } from '../base/clock.ts'
import type { LogAnswer, LogToSearch, ThreadAnswer, WantedText } from './found-in-log.ts'
import { cells } from './search-thread.ts'
import { endless, watchOver } from './searches.ts'
import { createTurns } from './turns.ts'

/** Logs that are searched at the same time, whoever asks: the processors are for the runs. */
const atOnce = 2

const closed = 'The search was closed.'

export type LogSearcher = {
  /** Throws `invalid` for a pattern that never ends in this log; other logs can still be searched. Rejects once closed. */
  search(log: LogToSearch): Promise<LogAnswer>
  /** Ends its threads, also in the middle of a log. */
  close(): Promise<void>
}

export type RunSearches = ReturnType<typeof createRunSearches>

/** Searches logs of many runs for a text. Each search has threads of its own, which are idle while it is not their turn. */
export function createRunSearches(script: string, clock: Clock) {
  const turns = createTurns(atOnce)
  return {
    /** Throws `invalid` for a regular expression that is not valid. */
    open(query: WantedText): LogSearcher {
      checkText(query)
      const all = new Set<ReturnType<typeof startThread>>()
      const idle: ReturnType<typeof startThread>[] = []
      let isClosed = false

      return {
        async search(log) {
          const release = await turns.take()
          try {
            if (isClosed) throw new Error(closed)
            const thread = idle.pop() ?? startThread(script, query, clock)
            all.add(thread)
            const found = await thread.search(log)
            idle.push(thread)
            return found
          } finally {
            release()
          }
        },
        async close() {
          isClosed = true
          await Promise.all([...all].map((thread) => thread.close()))
        },
      }
    },
  }
}

function checkText(query: WantedText): void {
  try {
    textPattern(query)
  } catch (error) {
    const message = `Could not read the regular expression: ${(error as Error).message}.`
    throw new AppError('invalid', message, [{ path: 'text', message }])
  }
}

function startThread(script: string, query: WantedText, clock: Clock) {
  const shared = new Int32Array(new SharedArrayBuffer(cells.count * Int32Array.BYTES_PER_ELEMENT))
  const thread = new Worker(script, { workerData: { query, shared } })
  const ended = once(thread, 'exit').then(() => null)
  ended.catch(() => {})
  const watch = watchOver(thread, shared, clock)
  return {
    async search(log: LogToSearch): Promise<LogAnswer> {
      const answered = once(thread, 'message') as Promise<[ThreadAnswer]>
      thread.postMessage(log)
      answered.catch(() => {})
      const answer = await Promise.race([answered, ended])
      if (answer === null) throw watch.isStuck() ? endless(shared[cells.line] ?? 0) : new Error(closed)
      const [result] = answer
      if ('error' in result) throw new Error(`Could not search ${log.path}: ${result.error}`)
      return result.found
    },
    async close(): Promise<void> {
      watch.stop()
      await thread.terminate()
    },
  }
}
