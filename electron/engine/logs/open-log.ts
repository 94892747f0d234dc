import { createWriteStream } from 'node:fs'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { AppError } from '../../../shared/errors.ts'
import type { Clock } from '../base/clock.ts'
import { downloadLog } from './download.ts'
import type { Logs } from './logs.ts'

/** Opens a file with the program that the system has for it; resolves with why it could not, or with an empty text. */
export type OpenFile = (path: string) => Promise<string>

/** Logs up to here are opened as a copy without colors; larger ones as they are. */
const mostBytes = 64 * 1024 * 1024
const keptMs = 86_400_000

/** Names that copies have; other files there are a person's. */
const ownName = /^run-\d+.*\.log$/

/**
 * Opens a log in the person's editor. Throws not-found where there is no log, and conflict if the system cannot open it. A host without
 * a screen says where the file is.
 */
export function createLogOpener(dataFolder: string, clock: Clock, logs: Pick<Logs, 'rawPath'>, open: OpenFile | null) {
  const folder = join(dataFolder, 'opened')

  /** Copies are the person's for a day. */
  async function removeOld(): Promise<void> {
    for (const name of (await readdir(folder)).filter((each) => ownName.test(each))) {
      const path = join(folder, name)
      const { mtimeMs } = await stat(path)
      if (clock.now() - mtimeMs > keptMs) await rm(path, { force: true })
    }
  }

  async function plainCopy(path: string, name: string): Promise<string> {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await removeOld().catch(() => {})
    const download = await downloadLog(path, 'plain', true)
    const copy = join(folder, name)
    if (download) await pipeline(download.content, createWriteStream(copy, { mode: 0o600 }))
    return copy
  }

  /** `name`: of the copy, without its ending. */
  return async (owner: string, attempt: number | null, name: string): Promise<{ path: string; isOpen: boolean }> => {
    const path = logs.rawPath(owner, attempt)
    const size =
      path === null
        ? null
        : await stat(path).then(
            ({ size }) => size,
            () => null,
          )
    if (path === null || size === null) throw new AppError('not-found', 'Could not open the log: there is no log file.')
    if (open === null) return { path, isOpen: false }
    const shown = size <= mostBytes ? await plainCopy(path, `${name}.log`) : path
    const problem = await open(shown)
    if (problem !== '') throw new AppError('conflict', `Could not open ${shown}: ${problem}`)
    return { path: shown, isOpen: true }
  }
}
