import { mkdir } from 'node:fs/promises'

const rememberedAtMost = 100_000

export type Folders = ReturnType<typeof createFolders>

/** Makes folders, and remembers those that it has made. */
export function createFolders() {
  const made = new Map<string, Promise<unknown>>()
  return {
    make(folder: string): Promise<unknown> {
      const known = made.get(folder)
      if (known) return known
      if (made.size > rememberedAtMost) made.clear()
      const making = mkdir(folder, { recursive: true, mode: 0o700 })
      made.set(folder, making)
      making.catch(() => made.delete(folder))
      return making
    },
    /** One of them may be gone. */
    forget: (folder: string): void => void made.delete(folder),
  }
}
