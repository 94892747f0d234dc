import { JobPage } from './features/jobs/job-page.tsx'
import { JobSchedules } from './features/schedules/job-schedules.tsx'
import { JobTriggers } from './features/triggers/job-triggers.tsx'

/** A job, and beside it what sets it off. */
export function JobPlace({ id }: { id: string }) {
  return (
    <JobPage
      id={id}
      beside={(job) => (
        <>
          <JobSchedules jobId={job.id} />
          <JobTriggers jobId={job.id} />
        </>
      )}
    />
  )
}
