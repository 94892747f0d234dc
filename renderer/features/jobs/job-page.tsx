import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useLocation, useSearch } from 'wouter'
import { api, isMissing } from '../../api/client.ts'
import { EditorWaiting } from '../../editor/editor-waiting.tsx'
import { useInstance } from '../../editor/instance.ts'
import { restoreJob, runJobWith } from './actions.ts'
import { newForm } from './form/form.ts'
import { JobEditor } from './job-editor.tsx'
import type { JobParts } from './job-parts.ts'
import { words } from './words.ts'

/** Reads the job, then hands it to the editor, which keeps its own copy. */
export function JobPage({ id, parts }: { id: string; parts: JobParts }) {
  const isNew = id === 'new'
  const query = useQuery({ ...api.jobs.get.queryOptions({ input: { ref: id } }), enabled: !isNew })
  const instance = useInstance(id)
  useAskedStart(query.data)
  const settings = useQuery({ ...api.settings.get.queryOptions(), enabled: isNew })
  if (isNew && settings.data)
    return <JobEditor key={instance} job={null} isDeleted={false} parts={parts} initial={newForm(settings.data.newJobs)} />
  if (query.data) return <JobEditor key={instance} job={query.data} isDeleted={isMissing(query.error)} parts={parts} />
  const retry = () => void query.refetch()
  return (
    <EditorWaiting title={words.job} kind="job" error={query.error} retry={retry} restore={() => restoreJob({ id, name: id })} />
  )
}

/** The address with `?start` asks for the parameters of a run, as the tray does for a job that cannot run without. */
function useAskedStart(job: { id: string; name: string } | undefined): void {
  const [, go] = useLocation()
  const isAsked = useSearch() === 'start'
  useEffect(() => {
    if (!isAsked || !job) return
    go(`/jobs/${job.id}`, { replace: true })
    void runJobWith(job)
  }, [isAsked, job, go])
}
