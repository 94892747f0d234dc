import { rmdir } from 'node:fs/promises'

/**
 * Removes empty folders one by one, off the engine's thread: while the disk syncs, removing one takes milliseconds. `refused`
 * gets those that turn out to hold something.
 */
export function createEmptyRemoval(refused: (folder: string) => void): (folder: string) => void {
  const waiting = new Set<string>()

  async function removeAll(): Promise<void> {
    // Iterating a set also visits what is added meanwhile.
    for (const folder of waiting) {
      if (!(await isRemoved(folder))) refused(folder)
      waiting.delete(folder)
    }
  }

  return (folder) => {
    waiting.add(folder)
    if (waiting.size === 1) void removeAll()
  }
}

async function isRemoved(folder: string): Promise<boolean> {
  try {
    await rmdir(folder)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT'
  }
}
