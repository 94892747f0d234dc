import { JobDraft } from '../../../shared/model/job.ts'
import { attempt, client } from '../../api/client.ts'
import { renamed } from '../../ui/renamed.ts'
import { toast } from '../../ui/toasts.tsx'

type Named = { id: string; name: string }

export const runJob = ({ id, name }: Named): Promise<{ number: number } | null> =>
  attempt(`Could not run "${name}"`, () => client.jobs.run({ ref: id }))

export const stopRunOf = ({ name }: Named, runId: string): Promise<unknown> =>
  attempt(`Could not stop "${name}"`, () => client.runs.cancel({ ref: runId }))

/** False: it is still there. */
export async function removeJob(job: Named): Promise<boolean> {
  const removed = await attempt(`Could not delete "${job.name}"`, () => client.jobs.remove({ ref: job.id }))
  if (removed === null) return false
  toast(`Deleted "${job.name}"${skippedText(removed.skippedRuns)}`, { undo: () => void restoreJob(job) })
  return true
}

const skippedText = (runs: number): string =>
  runs === 0 ? '' : runs === 1 ? ' and skipped its queued run' : ` and skipped its ${runs} queued runs`

export async function restoreJob({ id, name }: Named): Promise<void> {
  if (await attempt(`Could not restore "${name}"`, () => client.jobs.restore({ ref: id }))) toast(`Restored "${name}"`)
}

export const duplicateJob = ({ id, name }: Named): Promise<Named | null> =>
  attempt(`Could not duplicate "${name}"`, () => client.jobs.duplicate({ ref: id }))

export const switchJob = ({ id, name }: Named, enabled: boolean): Promise<unknown> =>
  attempt(`Could not ${enabled ? 'enable' : 'disable'} "${name}"`, () => client.jobs.setEnabled({ ref: id, enabled }))

/** Null: done. Else why the name could not be changed. */
export const renameJob = (job: Named, next: string): Promise<string | null> =>
  renamed(job.name, next, async (name) => {
    const { updatedAt, ...saved } = await client.jobs.get({ ref: job.id })
    await client.jobs.update({ ref: job.id, ...JobDraft.parse(saved), name, expectedUpdatedAt: updatedAt })
  })
