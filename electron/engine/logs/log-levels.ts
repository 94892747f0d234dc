import { packLines, unpackLines } from '../../../shared/log/line-numbers.ts'
import type { FirstError, LogLevels } from '../../../shared/model/log.ts'
import { pause } from '../base/clock.ts'
import type { AttemptLog } from '../store/attempts.ts'
import { classifyLog } from './build-levels.ts'
import { errorText } from './error-line.ts'
import { shortenedOf } from './gone.ts'
import { lastLineOf } from './last-line.ts'
import { createLevelIndex } from './level-index.ts'
import { withLog } from './log-files.ts'
import type { LogPlaces } from './log-places.ts'
import type { LevelsPart, LevelsState } from './orders.ts'
import type { Searches } from './searches.ts'

const start: LevelsState & { bytes: number } = { from: 1, error: 0, warning: 0, trace: 0, bytes: 0 }

/** So much of a log is classified at once; more in a thread, and a larger log gets an index. */
const littleBytes = 256 * 1024
const indexedBytes = 1024 * 1024
/** A log that grows is looked at again after this long. */
const restMs = 200

/** Errors, warnings and traces of logs. */
export function createLogLevels({ pathOf, logOf, growthOf, hasEnded }: LogPlaces, searches: Searches) {
  const index = createLevelIndex(searches)

  /** All of them so far, and more as the log grows, until the attempt has ended. */
  async function* levels(owner: string, attempt: number | null, abort: AbortSignal | undefined): AsyncGenerator<LogLevels> {
    const growth = growthOf(owner, attempt)
    let sent = start
    try {
      let number = attempt
      for (; !abort?.aborted; await growth.wait(abort)) {
        const log = logOf(owner, number)
        number ??= log?.number ?? null
        for await (const part of log ? partsOf(log, sent, abort) : []) {
          const news = after(part, sent)
          if (news.next > sent.from) yield news
          if (news.next >= sent.from) sent = { ...part.last, bytes: part.bytes }
        }
        if (log ? log.ended : hasEnded(owner)) return
        await pause(restMs)
      }
    } finally {
      growth.close()
    }
  }

  async function* partsOf(log: AttemptLog, sent: typeof start, abort: AbortSignal | undefined): AsyncGenerator<LevelsPart> {
    const path = pathOf(log)
    const bytes = await sizeOf(path)
    const isLittle =
      bytes <= indexedBytes ? bytes - sent.bytes <= littleBytes : sent.bytes > 0 && bytes - sent.bytes <= littleBytes
    const order = { path, ended: log.ended, ...sent }
    if (isLittle) yield* classifyLog(order)
    else if (bytes <= indexedBytes) yield* searches.levels(order, abort)
    else yield* index.parts(path, log.ended, abort)
  }

  /** The first line of level error; else the last line of stderr of a failed run; else the last line. */
  async function firstError(owner: string, attempt: number | null, abort?: AbortSignal): Promise<FirstError> {
    const log = logOf(owner, attempt)
    if (!log) return none
    for await (const { first } of partsOf(log, start, abort)) if (first !== null) return answer(log, first, 'error')
    // Of a log that was shortened later, the last line is not the one at which the run failed.
    const last = await withLog(pathOf(log), null, async (files) =>
      log.ended && shortenedOf(files.bytes, files.changedAt, log) ? null : lastLineOf(files, log.failed),
    )
    return last === null ? none : answer(log, last.line, last.kind)
  }

  async function answer(log: AttemptLog, line: number, kind: FirstError['kind']): Promise<FirstError> {
    const text = await withLog(pathOf(log), null, (files) => errorText(files, line, log.ended))
    return text === null ? none : { line, kind, text }
  }

  /** Indexes a large log of a run that failed, before somebody opens it. */
  function prepare(owner: string): void {
    const log = logOf(owner, null)
    if (!log?.ended) return
    sizeOf(pathOf(log)).then(
      (bytes) => bytes > indexedBytes && index.prepare(pathOf(log)),
      // Opening the log reports why it cannot be read.
      () => {},
    )
  }

  return { levels, firstError, prepare }
}

const none: FirstError = { line: null, kind: null, text: '' }

const sizeOf = (path: string): Promise<number> => withLog(path, 0, async ({ bytes }) => bytes)

/** What a part adds to what was sent: an index that was built again has other parts. */
function after({ base, last, errors, warnings, traces }: LevelsPart, sent: LevelsState): LogLevels {
  const same = base.error === sent.error && base.warning === sent.warning && base.trace === sent.trace
  if (same) return { errors, warnings, traces, next: last.from }
  const only = (packed: string, before: number, known: number): string =>
    packLines(
      unpackLines(packed, before).filter((n) => n > known),
      known,
    )
  return {
    errors: only(errors, base.error, sent.error),
    warnings: only(warnings, base.warning, sent.warning),
    traces: only(traces, base.trace, sent.trace),
    next: last.from,
  }
}
