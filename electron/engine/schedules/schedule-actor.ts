import type { Actor } from '../../../shared/model/actor.ts'
import type { ScheduleSpec } from '../../../shared/model/schedule.ts'
import { describeSchedule } from '../../../shared/schedule/describe.ts'
import type { ScheduleRow } from '../store/schedules.ts'

/** Schedules with the same definition share their spec, whose description takes a while to make. */
const descriptions = new WeakMap<ScheduleSpec, string>()

/** The schedule as the actor of its runs; one without a name is named after its times. */
export const scheduleActor = ({ id, name, spec }: Pick<ScheduleRow, 'id' | 'name' | 'spec'>): Actor => ({
  kind: 'schedule',
  id,
  name: name === '' ? described(spec) : name,
})

function described(spec: ScheduleSpec): string {
  let text = descriptions.get(spec)
  if (text === undefined) descriptions.set(spec, (text = describeSchedule(spec)))
  return text
}
