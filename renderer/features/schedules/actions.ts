import type { Schedule } from '../../../shared/model/schedule.ts'
import { attempt, client } from '../../api/client.ts'
import { toast } from '../../ui/toasts.tsx'
import { words } from './words.ts'

export const nameOf = ({ job, name, text }: Schedule): string => words.ofJob(job, name === '' ? text : name)

/** False: it is still there. */
export async function removeSchedule(schedule: Schedule): Promise<boolean> {
  const { id } = schedule
  if (!(await attempt(words.notDeleted, () => client.schedules.remove({ id })))) return false
  toast(words.deleted(nameOf(schedule)), { undo: () => void restoreSchedule(schedule) })
  return true
}

async function restoreSchedule(schedule: Schedule): Promise<void> {
  if (await attempt(words.notRestored, () => client.schedules.restore({ id: schedule.id })))
    toast(words.restored(nameOf(schedule)))
}

export const switchSchedule = ({ id }: Schedule, enabled: boolean): Promise<unknown> =>
  attempt(enabled ? words.notEnabled : words.notDisabled, () => client.schedules.setEnabled({ id, enabled }))

export const resumeSchedule = ({ id }: Schedule): Promise<unknown> =>
  attempt(words.notResumed, () => client.schedules.resume({ id }))

export async function skipNext(schedule: Schedule, skip: boolean): Promise<void> {
  const { id } = schedule
  const changed = await attempt(skip ? words.notSkipped : words.notUnskipped, () => client.schedules.skipNext({ id, skip }))
  if (changed && skip) toast(words.skippedNext, { undo: () => void skipNext(schedule, false) })
}
