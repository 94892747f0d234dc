import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Artifacts } from '../artifacts/artifacts.ts'
import type { Clock } from '../base/clock.ts'
import type { Store } from '../store/store.ts'

type Parts = { store: Store; clock: Clock; artifacts: Pick<Artifacts, 'objects' | 'isPinned' | 'clear'> }

/** What came in less long ago may be on its way to being written down. */
const youngMs = 3_600_000
const unfinishedMs = 24 * 3_600_000
const batch = 200
/** Results looked at in one go. */
const lookedAt = 1_000

/**
 * Deletes what nothing refers to any more: results of runs that are gone, and then files. It can be cut off anywhere, and goes
 * on beside whatever runs: what has just been put in its place is left alone. Gives how many files went.
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

/** First the row goes, then the file: whoever needs it meanwhile has put it there anew. */
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

/** Files that no row tells of: of those who died between the two. */
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
