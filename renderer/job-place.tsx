import { JobPage } from './features/jobs/job-page.tsx'
import { LogView } from './features/runs/log/log-view.tsx'
import { JobSchedules } from './features/schedules/job-schedules.tsx'
import { JobTriggers } from './features/triggers/job-triggers.tsx'

/** A job with what starts it beside it, and the output of a test run below. */
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
      output={(run) => <LogView run={run} attempt={null} />}
    />
  )
}
