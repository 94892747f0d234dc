import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Artifacts } from '../artifacts/artifacts.ts'
import type { Clock } from '../base/clock.ts'
import type { Store } from '../store/store.ts'

type Parts = { store: Store; clock: Clock; artifacts: Pick<Artifacts, 'objects' | 'isPinned' | 'clear'> }

/** Younger files may be about to be recorded. */
const youngMs = 3_600_000
const unfinishedMs = 24 * 3_600_000
const batch = 200
/** The most results read in one go. */
const lookedAt = 1_000

/**
 * Deletes unreferenced data: results of deleted runs, and then files. It can be interrupted anywhere, and works during runs:
 * it leaves recently stored files. Returns the number of deleted files.
 */
export async function clearFiles(parts: Parts): Promise<number> {
  await clearResults(parts)
  return (await clearObjects(parts)) + (await clearStrays(parts))
}

async function clearResults({ store, clock }: Parts): Promise<void> {
  const before = clock.now() - unfinishedMs
  for (let after = 0; ; ) {
    const { last, unused } = store.objects.lookForUnused(after, before, lookedAt)
    for (let at = 0; at < unused.length; at += batch) {
      const some = unused.slice(at, at + batch)
      await store.submit('prune files', () => some.forEach(store.objects.deleteResult))
    }
    if (last === null) return
    after = last
    await new Promise(setImmediate)
  }
}

/** First the row is deleted, then the file: a task that needs the file in the meantime stores it again. */
async function clearObjects({ store, clock, artifacts }: Parts): Promise<number> {
  let cleared = 0
  for (let range = 0; range < 256; range++) {
    const before = clock.now() - youngMs
    const gone = await store.submit('prune files', () =>
      store.objects.unreferenced(hex(range), before).filter((hash) => !artifacts.isPinned(hash) && store.objects.remove(hash)),
    )
    for (const hash of gone) if (await artifacts.clear(hash, before)) cleared++
  }
  return cleared
}

/** Files without a row, left by processes that died between the two steps. */
async function clearStrays({ store, clock, artifacts }: Parts): Promise<number> {
  let cleared = 0
  const before = clock.now() - youngMs
  for (let range = 0; range < 256; range++)
    for (const inner of await namesIn(join(artifacts.objects, hex(range))))
      for (const rest of await namesIn(join(artifacts.objects, hex(range), inner))) {
        const hash = hex(range) + inner + rest
        if (store.objects.get(hash) !== null || artifacts.isPinned(hash)) continue
        if (await artifacts.clear(hash, before)) cleared++
      }
  return cleared
}

const hex = (range: number): string => range.toString(16).padStart(2, '0')
const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => [])
