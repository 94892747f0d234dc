import { JobDraft } from '../../../shared/model/job.ts'
import { attempt, client } from '../../api/client.ts'
import { words as overviewWords } from '../../overview/words.ts'
import { askToStart, startJob } from '../../run-form/ask.ts'
import { renamed } from '../../ui/renamed.ts'
import { toast } from '../../ui/toasts.tsx'
import { words } from './words.ts'

const { strip } = overviewWords

type Named = { id: string; name: string }

export const runJob = (job: Named): Promise<{ number: number } | null> => attempt(words.notRun(job.name), () => startJob(job))

/** Asks for the parameters and the options of a run, also where the job has no parameters. */
export const runJobWith = ({ id, name }: Named): Promise<unknown> =>
  attempt(words.notRun(name), () => askToStart({ kind: 'job', id, name }))

export const stopRunOf = ({ name }: Named, runId: string): Promise<unknown> =>
  attempt(words.notStopped(name), () => client.runs.cancel({ ref: runId }))

/** False: it is still there. */
export async function removeJob(job: Named): Promise<boolean> {
  const removed = await attempt(words.notDeleted(job.name), () => client.jobs.remove({ ref: job.id }))
  if (removed === null) return false
  toast(words.deleted(job.name, removed.skippedRuns), { undo: () => void restoreJob(job) })
  return true
}

export async function restoreJob({ id, name }: Named): Promise<void> {
  const restored = await attempt(words.notRestored(name), () => client.jobs.restore({ ref: id }))
  if (restored) toast(words.restored(restored.name))
}

export const duplicateJob = ({ id, name }: Named): Promise<Named | null> =>
  attempt(words.notDuplicated(name), () => client.jobs.duplicate({ ref: id }))

export const switchJob = ({ id, name }: Named, enabled: boolean): Promise<unknown> =>
  attempt(words.notSwitched(name, enabled), () => client.jobs.setEnabled({ ref: id, enabled }))

export async function resumeJob({ id, name }: Named): Promise<void> {
  if (await attempt(strip.notResumed(name), () => client.jobs.resume({ ref: id }))) toast(strip.resumed(name))
}

/** Null: done. Else why the name could not be changed. */
export const renameJob = (job: Named, next: string): Promise<string | null> =>
  renamed(job.name, next, async (name) => {
    const { updatedAt, ...saved } = await client.jobs.get({ ref: job.id })
    await client.jobs.update({ ref: job.id, ...JobDraft.parse(saved), name, expectedUpdatedAt: updatedAt })
  })
