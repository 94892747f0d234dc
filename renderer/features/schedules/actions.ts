import { type Schedule, ScheduleDraft } from '../../../shared/model/schedule.ts'
import { client } from '../../api/client.ts'
import { saveOver } from '../../conflict/save-over.ts'
import { toast, toastError } from '../../ui/toasts.tsx'

const nameOf = ({ job, name, text }: Schedule): string => `${job}: ${name === '' ? text : name}`

/** Each tells the person how it went; none throws. */
async function told<T>(what: string, act: () => Promise<T>): Promise<T | null> {
  try {
    return await act()
  } catch (error) {
    toastError(what, error)
    return null
  }
}

type Saving = { base: number | undefined; began: ScheduleDraft | null; putBack(): void; compare: boolean }

/** Saves an edit of a schedule; where another window changed the same fields, the person chooses. Null: they go on editing. */
export const saveSchedule = (schedule: Schedule, draft: ScheduleDraft, { base, began, putBack, compare }: Saving) =>
  saveOver<Schedule, ScheduleDraft>({
    name: nameOf(schedule),
    base,
    mine: draft,
    began,
    putBack,
    compare,
    put: (written, expected) => client.schedules.update({ id: schedule.id, ...written, ...expected }),
    newest: () => client.schedules.get({ id: schedule.id }),
    draftOf: (state) => ScheduleDraft.parse(state),
  })

export async function removeSchedule(schedule: Schedule): Promise<boolean> {
  const removed = await told('The schedule was not deleted', () => client.schedules.remove({ id: schedule.id }))
  if (!removed) return false
  toast(`Schedule deleted (${nameOf(schedule)})`, {
    undo: () =>
      void told('It could not be brought back', () => client.schedules.restore({ id: schedule.id })).then(
        (back) => back && toast('The schedule is back; it begins anew'),
      ),
  })
  return true
}

export const switchSchedule = ({ id }: Schedule, enabled: boolean): Promise<unknown> =>
  told(`The schedule was not turned ${enabled ? 'on' : 'off'}`, () => client.schedules.setEnabled({ id, enabled }))

export const resumeSchedule = ({ id }: Schedule): Promise<unknown> =>
  told('The schedule was not resumed', () => client.schedules.resume({ id }))

export async function skipNext({ id }: Schedule, skip: boolean): Promise<void> {
  const changed = await told('That was not done', () => client.schedules.skipNext({ id, skip }))
  if (changed && skip)
    toast('The next time is skipped', {
      undo: () => void told('That was not done', () => client.schedules.skipNext({ id, skip: false })),
    })
}
