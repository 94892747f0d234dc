import type { Store } from '../store/store.ts'
import { checkJobParams } from './job-params.ts'

const most = 1_000

/**
 * Throws invalid if the schedules or triggers of a job that runs this flow or pipeline would start no run of its newest version.
 * Call inside the write that makes the version.
 */
export function checkUsers(store: Store, kind: 'flow' | 'pipeline', { id, name }: { id: string; name: string }): void {
  const what = `Could not ${kind === 'flow' ? 'publish' : 'save'} "${name}"`
  for (const job of store.earlierRuns.jobsOf(kind, { id, name }, most))
    checkJobParams(store, store.jobs.find(job.id), `${what}, which the job "${job.name}" runs`)
}
