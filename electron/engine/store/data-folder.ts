import { accessSync, constants, mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { AppError } from '../../../shared/errors.ts'

/** Makes it where there is none; gives its full path. Throws `unavailable` when it cannot be used. */
export function openDataFolder(path: string): string {
  const folder = resolve(path)
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
    return folder
  } catch (error) {
    throw new AppError(
      'unavailable',
      `The data folder ${folder} cannot be written to (${(error as NodeJS.ErrnoException).code}). Choose another with --data.`,
    )
  }
}
