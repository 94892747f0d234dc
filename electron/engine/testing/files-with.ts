import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Files below a folder. The engine may delete there meanwhile: what is gone is left out, and a missing folder has none. */
export function filesUnder(folder: string): string[] {
  return (seen(() => readdirSync(folder, { withFileTypes: true })) ?? []).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return filesUnder(path)
    return entry.isFile() ? [path] : []
  })
}

/** The bytes of a file; empty for one that is gone. */
export const bytesOf = (path: string): Buffer => seen(() => readFileSync(path)) ?? Buffer.alloc(0)

/** Every file below a folder that contains one of these texts. */
export function filesWith(folder: string, texts: string[]): string[] {
  return filesUnder(folder).filter((path) => {
    const bytes = bytesOf(path)
    return texts.some((text) => bytes.includes(text))
  })
}

function seen<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
