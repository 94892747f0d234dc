import { hooksOf } from './hooks-of.ts'
import { release } from './release.ts'
import type { Core, RunEnd } from './run-kind.ts'

/**
 * The consequences of ended runs, of any kind: the next run of their job is released, a job that failed too often is paused, alerts
 * open or resolve, and the runs and hooks that follow them start.
 * (The database itself counts the outcomes of a day.) Call inside the write in which they ended.
 */
export function followEnds(core: Core, ends: readonly RunEnd[], now: number): void {
  if (ends.length === 0) return
  const jobs = new Set(ends.map(({ jobId }) => jobId))
  for (const jobId of jobs) if (jobId !== null) release(core.store, jobId, now)
  for (const ended of ends) {
    core.pauseFailing(core, ended, now)
    const hasRecovered = core.updateAlerts(core, ended, now)
    if (!ended.hadStarted) continue
    core.startFollowers(core, ended, now)
    const own = ended.hooks ?? hooksOf(core, ended.number)
    if (own.hooks.length > 0) core.startHooks(core, ended.number, { at: 'end', hasRecovered }, own, now)
  }
}
