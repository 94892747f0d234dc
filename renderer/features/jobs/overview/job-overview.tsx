import type { Job } from '../../../../shared/model/job.ts'
import { HeatMap } from '../heat-map.tsx'
import { RecentRuns } from '../recent-runs.tsx'

/** How a job is doing. */
export function JobOverview({ job }: { job: Job }) {
  return (
    <div className="grid gap-6 p-4">
      <RecentRuns jobId={job.id} name={job.name} />
      <HeatMap jobId={job.id} />
    </div>
  )
}
