import type { Facts } from '../../../shared/filter/match-facts.ts'
import { yesOrNo } from '../../../shared/filter/match-facts.ts'
import { organizedFacts } from '../../../shared/filter/organized-facts.ts'
import { lastRunFacts } from '../../../shared/filter/run-status.ts'
import { nameOfTrigger } from '../../../shared/filter/trigger-names.ts'
import type { JobSummary } from '../../../shared/model/run.ts'
import { currentActor } from '../base/actor.ts'
import type { Store } from '../store/store.ts'

/** What a filter can ask about a job. */
export function jobFacts(store: Store, job: JobSummary): Facts {
  const schedules = store.schedules.ofJob(job.id)
  const triggers = store.triggers.ofJob(job.id)
  const isPaused = job.paused !== null || (schedules.some(({ pausedAt }) => pausedAt !== null) && job.schedule?.nextAt == null)
  const starts = [...schedules.map(() => 'schedule'), ...triggers.map(({ on }) => nameOfTrigger(on.kind))]
  return {
    free: [job.name, job.preview],
    values: {
      ...lastRunFacts(job.lastRuns),
      paused: [yesOrNo(isPaused)],
      disabled: [yesOrNo(!job.enabled)],
      muted: [yesOrNo(job.muted)],
      pinned: [yesOrNo(job.pinned)],
      favorite: [yesOrNo(store.preferences.isFavorite(currentActor(), 'job', job.id))],
      trigger: starts.length === 0 ? ['manual'] : starts,
      next: [job.schedule?.nextAt ?? null],
      kind: [job.kind],
      ...organizedFacts(job),
    },
  }
}
