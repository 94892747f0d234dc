import type { Job } from '../../../shared/model/job.ts'
import { recordChange } from '../store/record-change.ts'
import type { Store } from '../store/store.ts'

const fields = ['name', 'enabled', 'muted', 'pinned', 'pauseAfter'] as const

/** Records what changed about a job and makes no version. Call inside the write. */
export function recordJobChanges(store: Store, before: Job, after: Job, now: number): void {
  for (const field of fields)
    if (before[field] !== after[field])
      recordChange(store.events, now, { kind: 'job', id: after.id }, { field, from: before[field], to: after[field] })
}
