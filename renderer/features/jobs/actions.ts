import { type Job, JobDraft } from '../../../shared/model/job.ts'
import { client, messageOf } from '../../api/client.ts'
import { saveOver } from '../../conflict/save-over.ts'
import { toast, toastError } from '../../ui/toasts.tsx'

type Named = { id: string; name: string }

/** Each tells the person how it went; none throws. */
export async function runJob(job: Named): Promise<{ number: number } | null> {
  try {
    return await client.jobs.run({ ref: job.id })
  } catch (error) {
    toastError(`"${job.name}" was not started`, error)
    return null
  }
}

export async function removeJob(job: Named): Promise<boolean> {
  try {
    const { skippedRuns } = await client.jobs.remove({ ref: job.id })
    toast(`"${job.name}" deleted${skippedRuns > 0 ? `, ${skippedRuns} queued runs skipped` : ''}`, {
      undo: () => void restoreJob(job),
    })
    return true
  } catch (error) {
    toastError(`"${job.name}" was not deleted`, error)
    return false
  }
}

type JobSaving = {
  base: number | null
  began: JobDraft | null
  putBack?(): void
  compare?: boolean
}

/** Saves an edit of a job; where another window changed the same fields, the person chooses. Null: they go on editing. */
export const saveJob = (job: Job, draft: JobDraft, { base, began, putBack = () => {}, compare = false }: JobSaving) =>
  saveOver<Job, JobDraft>({
    name: job.name,
    base: base ?? undefined,
    mine: draft,
    began,
    putBack,
    compare,
    put: (written, expected) => client.jobs.update({ ref: job.id, ...written, ...expected }),
    newest: () => client.jobs.get({ ref: job.id }),
    draftOf: (state) => JobDraft.parse(state),
  })

export async function restoreJob(job: Named): Promise<void> {
  try {
    await client.jobs.restore({ ref: job.id })
    toast(`"${job.name}" is back`)
  } catch (error) {
    toastError(`"${job.name}" could not be brought back`, error)
  }
}

export async function duplicateJob(job: Named): Promise<Named | null> {
  try {
    return await client.jobs.duplicate({ ref: job.id })
  } catch (error) {
    toastError(`"${job.name}" was not copied`, error)
    return null
  }
}

export async function switchJob(job: Named, enabled: boolean): Promise<void> {
  try {
    await client.jobs.setEnabled({ ref: job.id, enabled })
  } catch (error) {
    toastError(`"${job.name}" was not turned ${enabled ? 'on' : 'off'}: ${messageOf(error)}`)
  }
}
