import { AppError } from '../../../shared/errors.ts'
import { textPattern } from '../../../shared/log/text-pattern.ts'
import type { Clock } from '../base/clock.ts'
import type { LogAnswer, LogToSearch, WantedText } from './found-in-log.ts'
import { closed, createRunSearchThreads, type RunSearchThread } from './run-search-threads.ts'
import { endless } from './searches.ts'
import { createTurns } from './turns.ts'

/** Threads that search at the same time, whoever asks: the processors are for the runs. */
const atOnce = 2

/** A thread gets so many small logs at once, which cost less than the messages about them, and no more bytes than this if it can. */
const mostLogs = 32
const mostBytes = 8 * 1024 * 1024
const unknownBytes = 256 * 1024

export type LogSearcher = {
  /** Throws `invalid` for a pattern that never ends in this log; other logs can still be searched. Rejects once closed. */
  search(log: LogToSearch): Promise<LogAnswer>
  /** Ends the search, also in the middle of a log. */
  close(): Promise<void>
}

export type RunSearches = ReturnType<typeof createRunSearches>

type Waiting = { log: LogToSearch; resolve(answer: LogAnswer): void; reject(error: Error): void }

/** Searches logs of many runs for a text, in threads that are kept for the next search. */
export function createRunSearches(script: string, clock: Clock) {
  const turns = createTurns(atOnce)
  const threads = createRunSearchThreads(script, clock)
  return {
    /** Throws `invalid` for a regular expression that is not valid. */
    open(query: WantedText): LogSearcher {
      checkText(query)
      const waiting: Waiting[] = []
      const busy = new Set<RunSearchThread>()
      let isClosed = false
      let turnsWanted = 0

      function wake(): void {
        if (turnsWanted < atOnce && turnsWanted * mostLogs < waiting.length) void haveTurn()
      }

      async function haveTurn(): Promise<void> {
        turnsWanted++
        const release = await turns.take()
        // Whoever asks for one log after the other asks for several in the meantime.
        if (waiting.length < mostLogs) await new Promise(setImmediate)
        const some = nextOf(waiting)
        if (some.length > 0) await searchAll(some)
        release()
        turnsWanted--
        wake()
      }

      async function searchAll(some: Waiting[]): Promise<void> {
        let thread: RunSearchThread | null = null
        try {
          thread = threads.take()
          busy.add(thread)
          const end = await thread.search(
            query,
            some.map(({ log }) => log),
          )
          if (end.type === 'answers') for (const [at, answer] of end.answers.entries()) settle(some[at], answer)
          else {
            some[end.at]?.reject(endless(end.line))
            const others = some.filter((_, at) => at !== end.at)
            if (isClosed) throw new Error(closed)
            waiting.unshift(...others)
          }
        } catch (error) {
          for (const { reject } of some) reject(error as Error)
        }
        if (thread) busy.delete(thread)
      }

      return {
        search: (log) =>
          new Promise((resolve, reject) => {
            if (isClosed) return reject(new Error(closed))
            waiting.push({ log, resolve, reject })
            wake()
          }),
        async close() {
          isClosed = true
          for (const { reject } of waiting.splice(0)) reject(new Error(closed))
          await Promise.all([...busy].map((thread) => thread.close()))
        },
      }
    },
    close: threads.close,
  }
}

function settle(one: Waiting | undefined, answer: { found: LogAnswer } | { error: string }): void {
  if ('found' in answer) one?.resolve(answer.found)
  else one?.reject(new Error(`Could not search ${one.log.path}: ${answer.error}`))
}

function nextOf(waiting: Waiting[]): Waiting[] {
  let bytes = 0
  const end = waiting.findIndex(({ log }, at) => {
    bytes += log.size ?? unknownBytes
    return at > 0 && (at >= mostLogs || bytes > mostBytes)
  })
  return waiting.splice(0, end === -1 ? waiting.length : end)
}

function checkText(query: WantedText): void {
  try {
    textPattern(query)
  } catch (error) {
    const message = `Could not read the regular expression: ${(error as Error).message}.`
    throw new AppError('invalid', message, [{ path: 'text', message }])
  }
}
