import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { basename, join } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import { newestBackup } from './backup.ts'

/** Moves a damaged database out of the way, whole, and gives the error that tells the person what to do. */
export function keepAside(dbPath: string, backupFolder: string, verdict: string, now: number): AppError {
  const folder = join(dbPath, '..', 'damaged', new Date(now).toISOString().replaceAll(':', '-'))
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  for (const suffix of ['', '-wal', '-shm']) {
    if (existsSync(dbPath + suffix)) renameSync(dbPath + suffix, join(folder, basename(dbPath) + suffix))
  }
  const backup = newestBackup(backupFolder)
  return new AppError(
    'unavailable',
    `The database is damaged (${verdict}). It was kept, untouched, in ${folder}. ` +
      (backup
        ? `To go back to the newest backup, copy ${backup} to ${dbPath} and start LocalFlow again. To begin with an empty database, just start it again.`
        : 'There is no backup yet. Start LocalFlow again to begin with an empty database.'),
  )
}
