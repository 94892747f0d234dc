import type { ReactNode } from 'react'
import type { Job } from '../../../shared/model/job.ts'
import type { RunOutput } from './test-run.tsx'

/** What other features show on the page of a job. */
export type JobParts = { output: RunOutput; triggers(job: Job): ReactNode; runs(job: Job): ReactNode }
