import type { LogSize } from '../../../shared/model/log.ts'
import type { AttemptLog } from '../store/attempts.ts'
import { goneOf, shortenedOf } from './gone.ts'
import type { LogFiles } from './log-index.ts'
import { sizeOf } from './log-reader.ts'

type Sizes = Pick<LogSize, 'lines' | 'bytes' | 'gone'>

export const sizeNow = (log: AttemptLog, { lines, bytes, gone }: Sizes): LogSize => ({
  ...{ attempt: log.number, lines, bytes, ended: log.ended, gone },
})

export const sizesOf = async (log: AttemptLog, files: LogFiles): Promise<Sizes> => ({
  ...(await sizeOf(files)),
  gone: log.ended ? shortenedOf(files.bytes, files.changedAt, log) : null,
})

/** The sizes of a log that has no file. */
export const missing = async (path: string, log: AttemptLog): Promise<Sizes> => ({
  lines: 0,
  bytes: 0,
  gone: log.ended ? await goneOf(path, log) : null,
})
