import type { DefinitionRun } from '../store/definition-runs.ts'
import type { RunSubject } from '../store/earlier-runs.ts'
import type { Store } from '../store/store.ts'

/** Runs that are read at once, so that other work can run in between. */
export const portion = 400
export const recentShown = 6

/** Newest first; `newest` are of any time. */
export async function readRuns(store: Store, subject: RunSubject, { since, most }: { since: number; most: number }) {
  const runs: DefinitionRun[] = []
  let newest: DefinitionRun[] | null = null
  for (let before = Number.MAX_SAFE_INTEGER; runs.length <= most; ) {
    const read = store.earlierRuns.factsBefore(subject, before, portion)
    newest ??= read.slice(0, recentShown)
    const inTime = read.filter(({ createdAt }) => createdAt >= since)
    runs.push(...inTime)
    if (read.length < portion || inTime.length < read.length) break
    before = read.at(-1)?.number ?? 0
    await new Promise(setImmediate)
  }
  return { runs: runs.slice(0, most), newest: newest ?? [], isPart: runs.length > most }
}
