import { useQuery } from '@tanstack/react-query'
import { CalendarPlus, Play } from 'lucide-react'
import { Link } from 'wouter'
import type { Job } from '../../../../shared/model/job.ts'
import { api } from '../../../api/client.ts'
import { definitionHref } from '../../../definition/links.ts'
import { OverviewTab } from '../../../overview/overview-tab.tsx'
import { Parameters } from '../../../overview/parameters.tsx'
import { LinkedJobs, NextTimes } from '../../../overview/side.tsx'
import { words } from '../../../overview/words.ts'
import { StateSection } from '../../../state/state-section.tsx'
import { Button, buttonClass } from '../../../ui/button.tsx'
import { words as jobWords } from '../words.ts'
import { JobLimits } from './job-limits.tsx'
import { StartsJob } from './starts-job.tsx'

type Props = { job: Job; run(): unknown }

/** How a job is doing, what starts it and what it starts. */
export function JobOverview({ job, run }: Props) {
  const params = useQuery(api.jobs.params.queryOptions({ input: { ref: job.id } }))
  return (
    <OverviewTab
      kind="job"
      id={job.id}
      firstStep={
        <>
          <Button disabled={!job.enabled} onClick={() => void run()}>
            <Play aria-hidden="true" className="size-3.5" />
            {jobWords.run}
          </Button>
          <Link href={`${definitionHref('job', job.id, 'triggers')}&peek=new-schedule:${job.id}`} className={buttonClass()}>
            <CalendarPlus aria-hidden="true" className="size-3.5" />
            {words.addSchedule}
          </Link>
        </>
      }
      side={(overview) => (
        <>
          <StartsJob jobId={job.id} />
          <LinkedJobs title={words.itStarts} jobs={overview.followers} hooks={overview.hooks} />
          <NextTimes next={overview.next} />
          <Parameters schema={params.data?.params ?? {}} />
          <JobLimits job={job} />
          <StateSection owner={job.id} />
        </>
      )}
    />
  )
}
