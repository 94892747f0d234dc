import type { Schedule } from '../../../shared/model/schedule.ts'
import { attempt, client } from '../../api/client.ts'
import { toast } from '../../ui/toasts.tsx'

export const nameOf = ({ job, name, text }: Schedule): string => `${job}: ${name === '' ? text : name}`

/** False: it is still there. */
export async function removeSchedule(schedule: Schedule): Promise<boolean> {
  const { id } = schedule
  if (!(await attempt('Could not delete the schedule', () => client.schedules.remove({ id })))) return false
  toast(`Deleted the schedule "${nameOf(schedule)}"`, { undo: () => void restoreSchedule(schedule) })
  return true
}

async function restoreSchedule(schedule: Schedule): Promise<void> {
  if (await attempt('Could not restore the schedule', () => client.schedules.restore({ id: schedule.id })))
    toast(`Restored the schedule "${nameOf(schedule)}"`)
}

export const switchSchedule = ({ id }: Schedule, enabled: boolean): Promise<unknown> =>
  attempt(`Could not ${enabled ? 'enable' : 'disable'} the schedule`, () => client.schedules.setEnabled({ id, enabled }))

export const resumeSchedule = ({ id }: Schedule): Promise<unknown> =>
  attempt('Could not resume the schedule', () => client.schedules.resume({ id }))

export async function skipNext(schedule: Schedule, skip: boolean): Promise<void> {
  const { id } = schedule
  const changed = await attempt(skip ? 'Could not skip the next run' : 'Could not undo the skip', () =>
    client.schedules.skipNext({ id, skip }),
  )
  if (changed && skip) toast('Skipped the next run', { undo: () => void skipNext(schedule, false) })
}
