import { JobPage } from './features/jobs/job-page.tsx'
import type { JobParts } from './features/jobs/job-parts.ts'
import { LogView } from './features/runs/log/log-view.tsx'
import { RunsOf } from './features/runs/runs-of-definition.tsx'
import { JobSchedules } from './features/schedules/job-schedules.tsx'
import { JobTriggers } from './features/triggers/job-triggers.tsx'

const parts: JobParts = {
  output: (run) => <LogView run={run} attempt={null} />,
  triggers: (job) => (
    <>
      <JobSchedules jobId={job.id} />
      <JobTriggers jobId={job.id} />
    </>
  ),
  runs: (job) => <RunsOf kind="job" name={job.name} />,
}

/** A job with what other features know about it. */
export const JobPlace = ({ id }: { id: string }) => <JobPage id={id} parts={parts} />
