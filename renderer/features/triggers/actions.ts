import type { JobTrigger } from '../../../shared/model/trigger.ts'
import { attempt, client } from '../../api/client.ts'
import { toast, toastError } from '../../ui/toasts.tsx'
import { words } from './words.ts'

export const nameOf = ({ job, name, text }: JobTrigger): string => `${job}: ${name === '' ? text : name}`

/** The name of the job whose end fires the trigger; empty for other kinds. */
export const followedName = async ({ on }: JobTrigger): Promise<string> =>
  on.kind === 'after' ? (await client.jobs.get({ ref: on.job })).name : ''

/** False: it is still there. */
export async function removeTrigger(trigger: JobTrigger): Promise<boolean> {
  const { id } = trigger
  if (!(await attempt(words.notDeleted, () => client.triggers.remove({ id })))) return false
  toast(words.deleted(nameOf(trigger)), { undo: () => void restoreTrigger(trigger) })
  return true
}

async function restoreTrigger(trigger: JobTrigger): Promise<void> {
  if (await attempt(words.notRestored, () => client.triggers.restore({ id: trigger.id }))) toast(words.restored(nameOf(trigger)))
}

export const switchTrigger = ({ id }: JobTrigger, enabled: boolean): Promise<unknown> =>
  attempt(words.notSwitched(enabled), () => client.triggers.setEnabled({ id, enabled }))

export async function copyAddress(address: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(address)
    toast(words.copied)
  } catch (error) {
    toastError(words.notCopied, error)
  }
}
