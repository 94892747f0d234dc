import { JobPage } from './features/jobs/job-page.tsx'
import type { JobParts } from './features/jobs/job-parts.ts'
import { LogView } from './features/runs/log/log-view.tsx'
import { RunsOf } from './features/runs/runs-of-definition.tsx'
import { TriggersOfJob } from './triggers-tab.tsx'

const parts: JobParts = {
  output: (run) => <LogView run={run} attempt={null} />,
  triggers: ({ id, name }) => <TriggersOfJob job={{ kind: 'job', id, name }} />,
  runs: (job) => <RunsOf kind="job" name={job.name} />,
}

/** A job with what other features know about it. */
export const JobPlace = ({ id }: { id: string }) => <JobPage id={id} parts={parts} />
