import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import { newestBackup } from './backup.ts'

const suffixes = ['', '-wal', '-shm']

/** The folder for a damaged database, with all of its files. */
export const damagedFolder = (dataFolder: string, now: number): string =>
  join(dataFolder, 'damaged', new Date(now).toISOString().replaceAll(':', '-'))

/** Copies it as it was found, while it is still open, because closing it would write to it. */
export function copyAside(dbPath: string, folder: string): void {
  const left = suffixes.filter((suffix) => existsSync(dbPath + suffix))
  if (left.length === 0) return
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  for (const suffix of left) copyFileSync(dbPath + suffix, join(folder, basename(dbPath) + suffix))
}

/** Removes the closed original, and returns the error for the person. */
export function removeDamaged(dbPath: string, folder: string, backupFolder: string, verdict: string): AppError {
  const what = existsSync(dbPath) ? 'is damaged' : 'is missing'
  for (const suffix of suffixes) rmSync(dbPath + suffix, { force: true })
  const kept = existsSync(folder)
    ? `LocalFlow moved ${what === 'is damaged' ? 'the database' : 'its remaining files'}, unchanged, to ${folder}. `
    : ''
  const backup = newestBackup(backupFolder)
  return new AppError(
    'unavailable',
    `The database ${what} (${verdict}). ${kept}` +
      (backup
        ? `To restore the newest backup, copy ${backup} to ${dbPath} and start LocalFlow again. To continue with an empty database instead, just start LocalFlow again.`
        : 'There is no backup yet. To continue with an empty database, start LocalFlow again.'),
  )
}
