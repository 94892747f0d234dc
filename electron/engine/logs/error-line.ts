import { classifyLog } from './build-levels.ts'
import { withLog } from './log-files.ts'
import type { LogFiles } from './log-index.ts'
import { readLines } from './log-reader.ts'
import type { Searches } from './searches.ts'

/** So much of a log is classified at once; more in a thread. */
const littleBytes = 256 * 1024
/** The end of a run waits for its error no longer than this; then it is recorded with the last line of stderr. */
const longestMs = 5_000
/** Lines of a traceback that are read for its message. */
const mostFrames = 500
const longestLine = 2_000

const traceback = /(?:^|\W)Traceback \(most recent call last\):\s*$/

/** What the error that starts at a line says. A traceback of Python has its message at its end. */
export async function errorText(files: LogFiles, line: number, ended: boolean): Promise<string | null> {
  const [first] = await readLines(files, line, 1, ended)
  if (!first) return null
  if (!traceback.test(first.text)) return first.text
  const rest = await readLines(files, line + 1, mostFrames, ended)
  return rest.find(({ text }) => /^[A-Za-z_]/.test(text))?.text ?? first.text
}

/** The first error of a log that is written to its end. Null: it has none, or that is not known soon enough. */
export function createErrorLine(searches: Searches) {
  return async (path: string): Promise<string | null> => {
    const bytes = await withLog(path, 0, async (files) => files.bytes)
    const order = { path, ended: true, from: 1, error: 0, warning: 0, trace: 0 }
    const parts = bytes <= littleBytes ? classifyLog(order) : searches.levels(order, AbortSignal.timeout(longestMs))
    for await (const { first } of parts)
      if (first !== null) {
        const text = await withLog(path, null, (files) => errorText(files, first, true))
        return text?.slice(0, longestLine) ?? null
      }
    return null
  }
}
