import { mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Creates a folder that a person named, and those above it, one by one: below /proc, Node's recursive mkdir never returns.
 * Throws the error of the system.
 */
export function createFolder(folder: string, mode = 0o777): void {
  try {
    createOne(folder, mode)
  } catch (error) {
    const parent = dirname(folder)
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || parent === folder) throw error
    createFolder(parent, mode)
    createOne(folder, mode)
  }
}

function createOne(folder: string, mode: number): void {
  try {
    mkdirSync(folder, { mode })
  } catch (error) {
    const isThere = statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false
    if (!isThere) throw error
  }
}
