import { mkdirSync } from 'node:fs'

const rememberedAtMost = 100_000

export type Folders = ReturnType<typeof createFolders>

/** Creates folders, and remembers which ones it has made. */
export function createFolders() {
  const made = new Set<string>()
  return {
    make(folder: string): void {
      if (made.has(folder)) return
      if (made.size > rememberedAtMost) made.clear()
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      made.add(folder)
    },
    /** Call when one of them may be gone. */
    forget: (folder: string): void => void made.delete(folder),
  }
}
