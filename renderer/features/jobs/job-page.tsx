import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Job } from '../../../shared/model/job.ts'
import { api, isMissing } from '../../api/client.ts'
import { EditorWaiting } from '../../editor/editor-waiting.tsx'
import { useInstance } from '../../editor/instance.ts'
import { JobEditor } from './job-editor.tsx'
import type { RunOutput } from './test-run.tsx'
import { words } from './words.ts'

/** Reads the job, then hands it to the editor, which keeps its own copy. `beside` and `output` come from other features. */
export function JobPage({ id, beside, output }: { id: string; beside: (job: Job) => ReactNode; output: RunOutput }) {
  const isNew = id === 'new'
  const query = useQuery({ ...api.jobs.get.queryOptions({ input: { ref: id } }), enabled: !isNew })
  const instance = useInstance(id)
  if (isNew) return <JobEditor key={instance} job={null} isDeleted={false} beside={null} output={output} />
  if (query.data)
    return (
      <JobEditor key={instance} job={query.data} isDeleted={isMissing(query.error)} beside={beside(query.data)} output={output} />
    )
  return <EditorWaiting title={words.job} kind="job" error={query.error} retry={() => void query.refetch()} />
}
