import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export const tokenPath = (dataFolder: string): string => join(dataFolder, 'api-token')

/** The token of a data folder, readable by its owner alone; made on first use. */
export function readToken(dataFolder: string): string {
  const path = tokenPath(dataFolder)
  try {
    writeFileSync(path, `${randomBytes(32).toString('base64url')}\n`, { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return readFileSync(path, 'utf8').trim()
}
