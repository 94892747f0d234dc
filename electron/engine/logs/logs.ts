import { join } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import type { LogBytes, LogGrowth, LogHits, LogLine, LogSize } from '../../../shared/model/log.ts'
import { createLatch, type Topic } from '../base/topic.ts'
import type { AttemptLog } from '../store/attempts.ts'
import type { Store } from '../store/store.ts'
import { closeLog, openLog, withLog } from './log-files.ts'
import { readLines, readStretches, readTail, sizeOf } from './log-reader.ts'
import type { SearchOrder } from './scan.ts'
import type { Searches } from './searches.ts'

export { withLog } from './log-files.ts'
export { readStretches } from './log-reader.ts'

/** The log of this attempt grew or ended; `runId` instead when the run may have a newer attempt. */
export type LogSignal = { attemptId?: string; runId?: string }

export type Logs = ReturnType<typeof createLogs>

const followPage = 500

/** Reads the logs of runs: by page, as they grow, line by line. `runId` is the id of an existing run, or of a task of one. */
export function createLogs(dataFolder: string, store: Store, grew: Topic<LogSignal>, searches: Searches) {
  const pathOf = ({ logPath }: AttemptLog) => join(dataFolder, logPath)

  /** Null: the run has not started. */
  function logOf(runId: string, attempt: number | null): AttemptLog | null {
    const log = store.attempts.log(runId, attempt)
    if (!log && attempt !== null) throw new AppError('not-found', `This run has no attempt ${attempt}.`)
    return log
  }

  async function size(runId: string, attempt: number | null): Promise<LogSize> {
    const log = logOf(runId, attempt)
    if (!log) return { attempt: 0, lines: 0, bytes: 0, ended: hasEnded(runId) }
    const { lines, bytes } = await withLog(pathOf(log), { lines: 0, bytes: 0 }, sizeOf)
    return { attempt: log.number, lines, bytes, ended: log.ended }
  }

  async function read(
    runId: string,
    attempt: number | null,
    from: number,
    count: number,
  ): Promise<LogSize & { items: LogLine[] }> {
    const log = logOf(runId, attempt)
    if (!log) return { ...(await size(runId, null)), items: [] }
    return withLog(pathOf(log), { attempt: log.number, lines: 0, bytes: 0, ended: log.ended, items: [] }, async (files) => {
      const [{ lines, bytes }, items] = await Promise.all([sizeOf(files), readLines(files, from, count, log.ended)])
      return { attempt: log.number, lines, bytes, ended: log.ended, items }
    })
  }

  const hasEnded = (owner: string): boolean => (store.runs.get(owner) ?? store.tasks.find(owner))?.endedAt !== null

  /** Matches signals about the log of `attempt`; without a number that is the newest attempt. The end of a task is signaled for its run. */
  function growthOf(owner: string, attempt: number | null) {
    const task = store.runs.get(owner) ? null : store.tasks.find(owner)
    const runId = task ? store.runs.byNumber(task.run)?.id : owner
    return createLatch(grew, (signal) => signal.runId === runId || signal.attemptId === store.attempts.log(owner, attempt)?.id)
  }

  /** The size and the newest lines after line `sent`, at most `tail` of them. */
  async function grown(log: AttemptLog, sent: number, tail: number): Promise<{ lines: number; bytes: number; items: LogLine[] }> {
    return withLog(pathOf(log), { lines: 0, bytes: 0, items: [] }, async (files) => {
      const { lines, bytes } = await sizeOf(files)
      return { lines, bytes, items: await readTail(files, Math.max(sent, lines - tail) + 1, lines, log.ended) }
    })
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
        const { items, ...size } = log ? await grown(log, sent.line, tail) : { lines: 0, bytes: 0, items: [] }
        const now: LogSize = { attempt: log?.number ?? 0, ...size, ended: log ? log.ended : hasEnded(runId) }
        const text = JSON.stringify(now)
        if (text !== last) yield tail === 0 ? now : { ...now, tail: items }
        if (now.ended) return
        last = text
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
    watch,
    search,
    follow,
    bytes,
    /** The path of the raw bytes; null if the run wrote none. */
    rawPath(runId: string, attempt: number | null): string | null {
      const log = logOf(runId, attempt)
      return log && pathOf(log)
    },
  }
}
