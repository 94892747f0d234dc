import { definitionParts } from './definition-parts.tsx'
import { JobPage } from './features/jobs/job-page.tsx'
import type { JobParts } from './features/jobs/job-parts.ts'
import { LogView } from './features/runs/log/log-view.tsx'

const parts: JobParts = { ...definitionParts('job'), output: (run) => <LogView run={run} attempt={null} /> }

/** A job with what other features know about it. */
export const JobPlace = ({ id }: { id: string }) => <JobPage id={id} parts={parts} />
