import { AppError } from '../../../shared/errors.ts'
import type { Store } from '../store/store.ts'

/** Throws conflict where a job would set itself off in the end, and names the way. */
export function requireNoCircle(store: Store, jobId: string, followed: string): void {
  const way = wayBack(store, followed, jobId, new Set())
  if (way === null) return
  const names = [jobId, ...way].map((id) => `"${store.triggers.jobName(id)}"`)
  throw new AppError(
    'conflict',
    `Could not save the trigger: the jobs would start each other endlessly (${names.reverse().join(' → ')}).`,
    [{ path: 'on.job', message: 'would start this job endlessly' }],
  )
}

/** From a job through those it waits for to the one that is looked for; null where there is no way. */
function wayBack(store: Store, from: string, to: string, seen: Set<string>): string[] | null {
  if (from === to) return [to]
  if (seen.has(from)) return null
  seen.add(from)
  for (const next of store.triggers.followed(from)) {
    const way = wayBack(store, next, to, seen)
    if (way !== null) return [from, ...way]
  }
  return null
}
