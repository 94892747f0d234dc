import { useCallback } from 'react'
import { useLocation } from 'wouter'
import { type Job, JobDraft } from '../../../shared/model/job.ts'
import { client, codeOf, queryClient } from '../../api/client.ts'
import { toast, toastError } from '../../ui/toasts.tsx'
import { restoreJob, saveJob } from './actions.ts'
import { formOf } from './form-of-job.ts'
import type { EditedDraft } from './use-job-draft.ts'
import type { JobProblems } from './use-job-problems.ts'

type Saving = {
  job: Job | null
  edited: EditedDraft
  problems: Pick<JobProblems, 'valid' | 'explain'>
  setBusy(busy: boolean): void
}

/** Saves what was typed, or makes the new job; null where the edit is not what is stored, and the person knows why. */
export function useJobSaving({ job, edited, problems, setBusy }: Saving): (compare?: boolean) => Promise<Job | null> {
  const [, go] = useLocation()
  const { form, setForm, base, began, follow, forget } = edited
  const { valid, explain } = problems

  const create = useCallback(
    async (draft: JobDraft): Promise<Job> => {
      const made = await client.jobs.create(draft)
      forget()
      await queryClient.invalidateQueries()
      toast(`"${made.name}" created`)
      // A test run that is shown stays beside the script.
      go(`/jobs/${made.id}${location.search}`, { replace: true })
      return made
    },
    [forget, go],
  )

  return useCallback(
    async (compare = false): Promise<Job | null> => {
      const draft = valid(form)
      if (draft === null) return null
      setBusy(true)
      try {
        if (job === null) return await create(draft)
        const start = began && JobDraft.safeParse(began)
        const putBack = () => setForm(form)
        const outcome = await saveJob(job, draft, { base, began: start?.data ?? null, putBack, compare })
        if (outcome === null) return null
        const { stored, by } = outcome
        forget()
        follow(stored)
        if (by !== 'mine') setForm(formOf(stored))
        await queryClient.invalidateQueries()
        if (by === 'mine') toast(`"${stored.name}" saved`)
        return by === 'theirs' ? null : stored
      } catch (error) {
        if (job !== null && codeOf(error) === 'not-found') tellDeleted(job, draft, create)
        else explain(error)
        return null
      } finally {
        setBusy(false)
      }
    },
    [form, setForm, job, base, began, forget, follow, create, valid, explain, setBusy],
  )
}

/** Nothing that was written is lost: the job can come back, or the edit can become a job of its own. */
const tellDeleted = (job: Job, draft: JobDraft, create: (draft: JobDraft) => Promise<Job>): void =>
  toastError(`Could not save "${job.name}": it was deleted in another window.`, undefined, [
    { label: 'Restore job', act: () => void restoreJob(job) },
    {
      label: 'Save as new job',
      act: () => void create(draft).catch((error: unknown) => toastError('Could not save the job', error)),
    },
  ])
