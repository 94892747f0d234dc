import { AppError } from '../../../shared/errors.ts'
import type { Store } from '../store/store.ts'

/** Throws conflict, with the cycle, if a job would start itself in the end. */
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

/** The chain from a job through the jobs it follows to the wanted one; null if there is none. */
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
