import { type LogFiles, needsIndex } from './log-index.ts'
import type { Searches } from './searches.ts'
import { createTurns } from './turns.ts'

/** Logs whose index could not be written are not tried again before so many others. */
const mostTried = 1_000

/** Writes damaged and missing indexes again, one at a time, in threads. */
export function createIndexRepairs({ repair }: Pick<Searches, 'repair'>) {
  const turns = createTurns(1)
  const tried = new Set<string>()

  async function run(path: string): Promise<void> {
    const release = await turns.take()
    // The disk refuses it, or the log was deleted: it is read without an index.
    await repair(path).catch(() => {})
    release()
  }

  return {
    /** For a log that nobody writes any more. */
    async consider(path: string, files: LogFiles): Promise<void> {
      if (tried.has(path) || !(await needsIndex(files))) return
      if (tried.size >= mostTried) tried.clear()
      tried.add(path)
      void run(path)
    },
  }
}
