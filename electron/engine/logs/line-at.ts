import type { FirstError } from '../../../shared/model/log.ts'
import { withLog } from './log-files.ts'
import { type LogFiles, lastRecord, recordAt } from './log-index.ts'
import type { LogPlaces } from './log-places.ts'
import { readLines, sizeOf } from './log-reader.ts'

/** `from` counts unless another place is given. */
export type WantedLines = { from: number; count: number; end: boolean; time?: number | undefined; error: boolean }

type FindError = (owner: string, attempt: number | null) => Promise<FirstError>

/** The number of the first line of a page. */
export function createLineAt({ pathOf, logOf }: LogPlaces, firstError: FindError) {
  return async (owner: string, attempt: number | null, { from, count, end, time, error }: WantedLines): Promise<number> => {
    if (error) {
      const { line } = await firstError(owner, attempt)
      return Math.max(1, (line ?? 1) - Math.floor(count / 2))
    }
    const log = end || time !== undefined ? logOf(owner, attempt) : null
    if (!log) return from
    return withLog(pathOf(log), 1, async (files) =>
      end ? Math.max(1, (await sizeOf(files)).lines - count + 1) : firstSince(files, time ?? 0),
    )
  }
}

/** The first line that starts at a time or later; the line after the last if none does. */
export async function firstSince(files: LogFiles, time: number): Promise<number> {
  if (files.records === 0) return 1
  const at = await lastRecord(files, (record) => record.at < time)
  const record = await recordAt(files, at)
  if (record.at >= time) return record.lines + 1
  if (at + 1 >= files.records) return (await sizeOf(files)).lines + 1
  const line = (await recordAt(files, at + 1)).lines + 1
  const [first] = await readLines(files, line, 1, true)
  return first && first.at < time ? line + 1 : line
}
