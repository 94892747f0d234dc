import { access, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { LogGone } from '../../../shared/model/log.ts'
import { indexPath } from '../../runner/log-format.ts'
import { sizeText } from '../../runner/size-text.ts'
import { levelsPath } from './levels-file.ts'

/** What is known of a log that nobody writes any more: `size` is that at its end, null where that was not recorded. */
export type WrittenLog = { size: number | null; printed: boolean }

/**
 * Why a log has no file; null if the run printed nothing. Where its size was not recorded, files beside it, or what else is known of
 * the attempt, say that there was a log.
 */
export async function goneOf(path: string, { size, printed }: WrittenLog): Promise<LogGone | null> {
  if (size === 0) return null
  const others = size === null && !printed ? await Promise.all([exists(indexPath(path)), exists(levelsPath(path))]) : [true]
  if (!others.includes(true)) return null
  const folder = dirname(path)
  const why = (await exists(folder))
    ? 'The log file was deleted outside of LocalFlow.'
    : 'The folder of the log file was deleted outside of LocalFlow, or is on another disk.'
  return { at: await changedAt(folder), why }
}

/** A file that is shorter than the run wrote it. */
export function shortenedOf(bytes: number, changedAt: number, { size }: Pick<WrittenLog, 'size'>): LogGone | null {
  if (size === null || bytes >= size) return null
  const what = bytes === 0 ? 'emptied' : 'shortened'
  const left = bytes === 0 ? '' : `, ${sizeText(bytes)} of ${sizeText(size)} are left`
  return { at: changedAt, why: `The log file was ${what} outside of LocalFlow, or by a power failure${left}.` }
}

/** When the folder of a file that is not there last changed; of a folder that is not there either, that of the one above. */
async function changedAt(folder: string): Promise<number | null> {
  for (let at = folder; at !== dirname(at); at = dirname(at)) {
    const found = await stat(at).catch(() => null)
    if (found) return Math.round(found.mtimeMs)
  }
  return null
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )
