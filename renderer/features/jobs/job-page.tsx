import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { Job } from '../../../shared/model/job.ts'
import { api, codeOf, messageOf } from '../../api/client.ts'
import { useInstance } from '../../editor/instance.ts'
import { buttonClass } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Page } from '../../ui/page.tsx'
import { Problem } from '../../ui/problem.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { JobEditor } from './job-editor.tsx'
import type { RunOutput } from './test-run.tsx'

/** Reads the job, then hands it to the editor, which keeps its own copy. `beside` and `output` come from other features. */
export function JobPage({ id, beside, output }: { id: string; beside: (job: Job) => ReactNode; output: RunOutput }) {
  const isNew = id === 'new'
  const query = useQuery({ ...api.jobs.get.queryOptions({ input: { ref: id } }), enabled: !isNew })
  const instance = useInstance(id)
  if (isNew) return <JobEditor key={instance} job={null} beside={null} output={output} />
  if (query.data) return <JobEditor key={instance} job={query.data} beside={beside(query.data)} output={output} />
  if (query.isPending)
    return (
      <Page title="Job">
        <SkeletonRows rows={4} />
      </Page>
    )
  return (
    <Page title="Job">
      {codeOf(query.error) === 'not-found' ? (
        <Empty
          title="This job does not exist"
          action={
            <Link href="/jobs" className={buttonClass('primary')}>
              All jobs
            </Link>
          }
        >
          It may have been deleted. The runs it had are still in the list of runs.
        </Empty>
      ) : (
        <Problem message={`The job could not be read. ${messageOf(query.error)}`} retry={() => void query.refetch()} />
      )}
    </Page>
  )
}
