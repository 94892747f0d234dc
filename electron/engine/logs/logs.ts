import type {
  DownloadForm,
  LogBytes,
  LogFound,
  LogGrowth,
  LogHits,
  LogLine,
  LogMatch,
  LogSize,
} from '../../../shared/model/log.ts'
import type { Topic } from '../base/topic.ts'
import type { AttemptLog } from '../store/attempts.ts'
import type { StoredEvent } from '../store/events.ts'
import type { Store } from '../store/store.ts'
import { type Download, downloadLog } from './download.ts'
import { createIndexRepairs } from './index-repairs.ts'
import { createLineAt } from './line-at.ts'
import { lineBytes, noMatch } from './line-bytes.ts'
import { closeLog, openLog, withLog } from './log-files.ts'
import { createLogLevels } from './log-levels.ts'
import { createLogPlaces, type LogSignal } from './log-places.ts'
import { readLines, readStretches, readTail } from './log-reader.ts'
import { missing, sizeNow, sizesOf } from './log-size.ts'
import type { FindOrder, MatchOrder, SearchOrder } from './orders.ts'
import type { Searches } from './searches.ts'

export { withLog } from './log-files.ts'
export type { LogSignal } from './log-places.ts'
export { readStretches } from './log-reader.ts'

export type Logs = ReturnType<typeof createLogs>

const followPage = 500

/** Reads the logs of runs: by page, as they grow, line by line. `runId` is the id of an existing run, or of a task of one. */
export function createLogs(
  dataFolder: string,
  store: Store,
  { grew, committed }: { grew: Topic<LogSignal>; committed: Topic<StoredEvent[]> },
  searches: Searches,
) {
  const places = createLogPlaces(dataFolder, store, grew)
  const { pathOf, logOf, hasEnded, growthOf } = places
  const levels = createLogLevels(places, searches)
  const repairs = createIndexRepairs(searches)
  committed.listen((events) => {
    for (const { noun, type, id } of events) if (noun === 'run' && type === 'failed') levels.prepare(id)
  })

  async function size(runId: string, attempt: number | null): Promise<LogSize> {
    const log = logOf(runId, attempt)
    if (!log) return { attempt: 0, lines: 0, bytes: 0, ended: hasEnded(runId), gone: null }
    return sizeNow(log, (await withLog(pathOf(log), null, (files) => sizesOf(log, files))) ?? (await missing(pathOf(log), log)))
  }

  async function read(
    runId: string,
    attempt: number | null,
    from: number,
    count: number,
  ): Promise<LogSize & { items: LogLine[] }> {
    const log = logOf(runId, attempt)
    if (!log) return { ...(await size(runId, null)), items: [] }
    const page = await withLog(pathOf(log), null, async (files) => {
      const [sizes, items] = await Promise.all([sizesOf(log, files), readLines(files, from, count, log.ended)])
      if (log.ended) await repairs.consider(pathOf(log), files)
      return { ...sizeNow(log, sizes), items }
    })
    return page ?? { ...sizeNow(log, await missing(pathOf(log), log)), items: [] }
  }

  /** The size and the newest lines after line `sent`, at most `tail` of them. */
  async function grown(log: AttemptLog, sent: number, tail: number): Promise<{ size: LogSize; items: LogLine[] }> {
    const now = await withLog(pathOf(log), null, async (files) => {
      const sizes = await sizesOf(log, files)
      const items = await readTail(files, Math.max(sent, sizes.lines - tail) + 1, sizes.lines, log.ended)
      return { size: sizeNow(log, sizes), items }
    })
    return now ?? { size: sizeNow(log, await missing(pathOf(log), log)), items: [] }
  }

  /**
   * The size now, and after each change, until the attempt has ended. With `tail`, each comes with up to that many of the
   * newest unsent lines, so that a client that follows the end has the text together with the number.
   */
  async function* watch(
    runId: string,
    attempt: number | null,
    abort: AbortSignal | undefined,
    tail = 0,
  ): AsyncGenerator<LogGrowth> {
    const growth = growthOf(runId, attempt)
    const sent = { attempt: 0, line: 0 }
    try {
      for (let last = ''; !abort?.aborted; await growth.wait(abort)) {
        const log = logOf(runId, attempt)
        if (log && log.number !== sent.attempt) Object.assign(sent, { attempt: log.number, line: 0 })
        const { items, size: now } = log ? await grown(log, sent.line, tail) : { size: await size(runId, null), items: [] }
        const text = JSON.stringify(now)
        if (text !== last) yield tail === 0 ? now : { ...now, tail: items }
        if (now.ended) return
        last = text
        // The log was truncated: send its lines again.
        sent.line = Math.min(sent.line, now.lines)
        sent.line = items.findLast(({ open }) => !open)?.n ?? sent.line
      }
    } finally {
      growth.close()
    }
  }

  /** The lines from `from` to `to` that match a pattern, of one stream or of all, in the current log. */
  async function* search(
    runId: string,
    attempt: number | null,
    wanted: Omit<SearchOrder, 'path' | 'ended'>,
    abort: AbortSignal | undefined,
  ): AsyncGenerator<LogHits> {
    const log = logOf(runId, attempt)
    if (log) yield* searches.run({ path: pathOf(log), ...wanted, ended: log.ended }, abort)
    else yield { items: [], next: wanted.from }
  }

  /** The numbers of the lines that have a text, in the current log. */
  async function* find(
    runId: string,
    attempt: number | null,
    wanted: Omit<FindOrder, 'path' | 'ended'>,
    abort: AbortSignal | undefined,
  ): AsyncGenerator<LogFound> {
    const log = logOf(runId, attempt)
    if (log) yield* searches.find({ path: pathOf(log), ...wanted, ended: log.ended }, abort)
    else yield { lines: '', found: 0, next: wanted.from, bytes: 0, size: 0 }
  }

  /** Every finished line from `from` on, as it comes; the unfinished last one when the attempt has ended. */
  async function* follow(
    runId: string,
    attempt: number | null,
    from: number,
    abort: AbortSignal | undefined,
  ): AsyncGenerator<LogLine> {
    const growth = growthOf(runId, attempt)
    try {
      let number = attempt
      for (let line = from; !abort?.aborted; ) {
        const page = await read(runId, number, line, followPage)
        // From its first line on, because another attempt with a log of its own may follow.
        number ??= page.attempt === 0 ? null : page.attempt
        const whole = page.items.filter((item) => !item.open)
        yield* whole
        line += whole.length
        if (whole.length > 0) continue
        if (page.ended) return
        await growth.wait(abort)
      }
    } finally {
      growth.close()
    }
  }

  /** The bytes from an offset on; with `more`, also new ones, until the attempt has ended. */
  async function* bytes(
    runId: string,
    attempt: number | null,
    from: number,
    more: boolean,
    abort: AbortSignal | undefined,
  ): AsyncGenerator<LogBytes> {
    const growth = growthOf(runId, attempt)
    try {
      let number = attempt
      for (let offset = from; !abort?.aborted; await growth.wait(abort)) {
        const log = logOf(runId, number)
        number ??= log?.number ?? null
        const files = log && (await openLog(pathOf(log)))
        try {
          for await (const piece of files ? readStretches(files, offset) : []) {
            yield { offset: piece.offset, stream: piece.stream, data: piece.bytes.toString('base64') }
            offset = piece.offset + piece.bytes.length
          }
        } finally {
          if (files) await closeLog(files)
        }
        if (!more || (log ? log.ended : hasEnded(runId))) return
      }
    } finally {
      growth.close()
    }
  }

  return {
    size,
    read,
    hasEnded,
    /** 0: none has started. */
    newestAttempt: (runId: string): number => logOf(runId, null)?.number ?? 0,
    levels: levels.levels,
    firstError: levels.firstError,
    lineAt: createLineAt(places, levels.firstError),
    watch,
    search,
    find,
    follow,
    bytes,
    /** A log as a file; null if the run wrote none. */
    async download(runId: string, attempt: number | null, form: DownloadForm, notes: boolean): Promise<Download | null> {
      const log = logOf(runId, attempt)
      return log && downloadLog(pathOf(log), form, notes)
    },
    /** The bytes of one line, from one of them on; only those behind offset `after` of the log. */
    async *lineBytes(
      runId: string,
      attempt: number | null,
      place: { line: number; from: number; after: number },
    ): AsyncGenerator<LogBytes> {
      const log = logOf(runId, attempt)
      if (log) yield* lineBytes(pathOf(log), place)
    },
    /** The first match in a line. */
    async match(
      runId: string,
      attempt: number | null,
      wanted: Omit<MatchOrder, 'path' | 'ended'>,
      abort: AbortSignal | undefined,
    ): Promise<LogMatch> {
      const log = logOf(runId, attempt)
      return log ? searches.match({ path: pathOf(log), ...wanted, ended: log.ended }, abort) : noMatch(0)
    },
    /** The path of the raw bytes; null if the run wrote none. */
    rawPath(runId: string, attempt: number | null): string | null {
      const log = logOf(runId, attempt)
      return log && pathOf(log)
    },
  }
}
