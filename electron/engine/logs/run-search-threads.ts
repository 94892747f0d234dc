import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Clock } from '../base/clock.ts'
import type { LogToSearch, ThreadAnswer, ThreadOrder, WantedText } from './found-in-log.ts'
import { cells } from './search-thread.ts'
import { watchOver } from './searches.ts'

/** An idle thread is kept so long for the next search: it would take a tenth of a second to start. */
const keptMs = 10_000

export const closed = 'The search was closed.'

/** The answers in the order of the logs; or the pattern never ended, in one of the logs, and the thread was ended. */
export type ThreadEnd = { type: 'answers'; answers: ThreadAnswer[] } | { type: 'endless'; at: number; line: number }

export type RunSearchThread = {
  search(query: WantedText, logs: LogToSearch[]): Promise<ThreadEnd>
  close(): Promise<void>
}

/** Threads that search logs. One that has searched to the end is used again. */
export function createRunSearchThreads(script: string, clock: Clock) {
  const idle: { thread: ReturnType<typeof startThread>; cancel(): void }[] = []
  let isClosed = false

  function keep(thread: ReturnType<typeof startThread>): void {
    if (isClosed) return void thread.close()
    thread.rest()
    const cancel = clock.after(keptMs, () => {
      idle.splice(
        idle.findIndex((one) => one.thread === thread),
        1,
      )
      void thread.close()
    })
    idle.push({ thread, cancel })
  }

  return {
    take(): RunSearchThread {
      const kept = idle.pop()
      kept?.cancel()
      const thread = kept?.thread ?? startThread(script, clock)
      return {
        async search(query, logs) {
          const end = await thread.search(query, logs)
          if (end.type === 'answers') keep(thread)
          return end
        },
        close: thread.close,
      }
    },
    close(): void {
      isClosed = true
      for (const { thread, cancel } of idle.splice(0)) {
        cancel()
        void thread.close()
      }
    },
  }
}

function startThread(script: string, clock: Clock) {
  const shared = new Int32Array(new SharedArrayBuffer(cells.count * Int32Array.BYTES_PER_ELEMENT))
  const thread = new Worker(script, { workerData: { shared } })
  const ended = once(thread, 'exit').then(() => null)
  ended.catch(() => {})
  return {
    /** Rejects once closed. */
    async search(query: WantedText, logs: LogToSearch[]): Promise<ThreadEnd> {
      thread.ref()
      const watch = watchOver(thread, shared, clock)
      try {
        const answered = once(thread, 'message') as Promise<[ThreadAnswer[]]>
        answered.catch(() => {})
        thread.postMessage({ query, logs } satisfies ThreadOrder)
        const answers = await Promise.race([answered, ended])
        if (answers !== null) return { type: 'answers', answers: answers[0] }
        if (!watch.isStuck()) throw new Error(closed)
        return { type: 'endless', at: shared[cells.log] ?? 0, line: shared[cells.line] ?? 0 }
      } finally {
        watch.stop()
      }
    },
    /** The process may end while the thread waits for work. */
    rest: () => thread.unref(),
    async close(): Promise<void> {
      await thread.terminate()
    },
  }
}
