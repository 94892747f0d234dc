import { type JobTrigger, TriggerDraft } from '../../../shared/model/trigger.ts'
import { client } from '../../api/client.ts'
import { saveOver } from '../../conflict/save-over.ts'
import { toast, toastError } from '../../ui/toasts.tsx'

type Saving = { base: number | undefined; began: TriggerDraft | null; putBack(): void; compare: boolean }

/** Saves an edit of a trigger; where another window changed the same fields, the person chooses. Null: they go on editing. */
export const saveTrigger = (trigger: JobTrigger, draft: TriggerDraft, { base, began, putBack, compare }: Saving) =>
  saveOver<JobTrigger, TriggerDraft>({
    name: `${trigger.job}: ${trigger.name === '' ? trigger.text : trigger.name}`,
    base,
    mine: draft,
    began,
    putBack,
    compare,
    put: (written, expected) => client.triggers.update({ id: trigger.id, ...written, ...expected }),
    newest: () => client.triggers.get({ id: trigger.id }),
    draftOf: (state) => TriggerDraft.parse(state),
  })

/** The name of the job whose end fires the trigger; empty for other kinds. */
export const followedName = async ({ on }: JobTrigger): Promise<string> =>
  on.kind === 'after' ? (await client.jobs.get({ ref: on.job })).name : ''

/** Each tells the person how it went; none throws. */
export async function removeTrigger({ id, job, text }: JobTrigger): Promise<boolean> {
  try {
    await client.triggers.remove({ id })
  } catch (error) {
    toastError('The trigger was not deleted', error)
    return false
  }
  toast(`Trigger deleted (${job}: ${text})`, {
    undo: () =>
      void client.triggers.restore({ id }).then(
        () => toast('The trigger is back'),
        (error: unknown) => toastError('It could not be brought back', error),
      ),
  })
  return true
}

export const switchTrigger = ({ id }: JobTrigger, enabled: boolean): Promise<unknown> =>
  client.triggers
    .setEnabled({ id, enabled })
    .catch((error: unknown) => toastError(`The trigger was not turned ${enabled ? 'on' : 'off'}`, error))

export async function copyAddress(address: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(address)
    toast('Address copied')
  } catch (error) {
    toastError('It was not copied: mark the address and copy it', error)
  }
}
