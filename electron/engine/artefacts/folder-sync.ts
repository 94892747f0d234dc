import { mkdir, open } from 'node:fs/promises'
import { dirname } from 'node:path'

export type FolderSync = ReturnType<typeof createFolderSync>

const rememberedAtMost = 100_000

/**
 * Sees to it that what was put into folders is found there after the power was cut. Asked for many at a time, each folder is
 * flushed once for all that wait for it.
 */
export function createFolderSync(root: string) {
  const made = new Map<string, Promise<unknown>>()
  /** Those that wait for the round under way to end: they are the next one. */
  let next = new Map<string, Promise<void>>()
  let busy: Promise<unknown> = Promise.resolve()
  let turn: Promise<unknown> = busy

  function sync(folder: string): Promise<void> {
    const known = next.get(folder)
    if (known) return known
    if (next.size === 0) {
      turn = busy
      busy = turn.then(() => {
        const round = [...next.values()]
        next = new Map()
        return Promise.allSettled(round)
      })
    }
    const done = turn.then(() => flush(folder))
    next.set(folder, done)
    return done
  }

  /** With those above it, up to the root. */
  function make(folder: string): Promise<unknown> {
    const known = made.get(folder)
    if (known) return known
    if (made.size > rememberedAtMost) made.clear()
    const making = mkdir(folder, { recursive: true, mode: 0o700 }).then(async (first) => {
      if (first === undefined) return
      for (let above = dirname(folder); above.startsWith(root); above = dirname(above)) {
        await sync(above)
        if (above === dirname(first)) return
      }
    })
    made.set(folder, making)
    making.catch(() => made.delete(folder))
    return making
  }

  return { sync, make }
}

/** A folder cannot be opened on Windows, where it needs no flush of its own. */
async function flush(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
