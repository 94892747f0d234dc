import type { Job } from '../../../shared/model/job.ts'
import type { Store } from '../store/store.ts'

/** The job as it was in one of its versions; null: as it is. Throws not-found. */
export const inVersion = (store: Store, job: Job, version: number | null): Job =>
  version === null || version === job.version ? job : { ...job, ...store.jobs.version(job.id, version).spec, version }
