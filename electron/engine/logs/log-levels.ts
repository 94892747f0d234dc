import type { FirstError, LogLevels } from '../../../shared/model/log.ts'
import type { AttemptLog } from '../store/attempts.ts'
import { lastLineOf } from './last-line.ts'
import { withLog } from './log-files.ts'
import type { LogPlaces } from './log-places.ts'
import { readLines } from './log-reader.ts'
import type { LevelsPart } from './orders.ts'
import type { Searches } from './searches.ts'

const start = { from: 1, error: 0, warning: 0, trace: 0 }

export type LevelsOfLogs = ReturnType<typeof createLogLevels>

/** Errors, warnings and traces of logs. */
export function createLogLevels({ pathOf, logOf, growthOf, hasEnded }: LogPlaces, searches: Searches) {
  /** All of them so far, and more as the log grows, until the attempt has ended. */
  async function* levels(owner: string, attempt: number | null, abort: AbortSignal | undefined): AsyncGenerator<LogLevels> {
    const growth = growthOf(owner, attempt)
    let last = start
    try {
      let number = attempt
      for (; !abort?.aborted; await growth.wait(abort)) {
        const log = logOf(owner, number)
        number ??= log?.number ?? null
        for await (const part of log ? partsOf(log, last, abort) : []) {
          if (part.next > last.from) yield { errors: part.errors, warnings: part.warnings, traces: part.traces, next: part.next }
          last = part.last
        }
        if (log ? log.ended : hasEnded(owner)) return
      }
    } finally {
      growth.close()
    }
  }

  const partsOf = (log: AttemptLog, from: typeof start, abort: AbortSignal | undefined): AsyncGenerator<LevelsPart> =>
    searches.levels({ path: pathOf(log), ended: log.ended, ...from }, abort)

  /** The first line of level error; else the last line of stderr of a failed run; else the last line. */
  async function firstError(owner: string, attempt: number | null, abort?: AbortSignal): Promise<FirstError> {
    const log = logOf(owner, attempt)
    if (!log) return none
    for await (const { first } of partsOf(log, start, abort)) if (first !== null) return answer(log, first, 'error')
    const last = await withLog(pathOf(log), null, (files) => lastLineOf(files, log.failed))
    return last === null ? none : answer(log, last.line, last.kind)
  }

  async function answer(log: AttemptLog, line: number, kind: FirstError['kind']): Promise<FirstError> {
    const [found] = await withLog(pathOf(log), [], (files) => readLines(files, line, 1, log.ended))
    return found ? { line, kind, text: found.text } : none
  }

  return { levels, firstError }
}

const none: FirstError = { line: null, kind: null, text: '' }
