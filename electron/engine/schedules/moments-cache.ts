import type { ScheduleSpec } from '../../../shared/model/schedule.ts'
import { type Moments, momentsOf } from '../../../shared/schedule/moments.ts'
import type { ScheduleRow } from '../store/schedules.ts'

/** Parsed once for each text. */
const read = new WeakMap<ScheduleSpec, Moments>()

export function readMoments(spec: ScheduleSpec): Moments {
  let moments = read.get(spec)
  if (!moments) {
    moments = momentsOf(spec)
    read.set(spec, moments)
  }
  return moments
}

/** Delayed by its jitter: always by the same, so that a restart changes nothing. */
export const startsOf =
  ({ id, spec: { jitterMs } }: Pick<ScheduleRow, 'id' | 'spec'>) =>
  (dueAt: number): number =>
    jitterMs === 0 ? dueAt : dueAt + (hashOf(`${id} ${dueAt}`) % (jitterMs + 1))

/** FNV-1a. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash >>> 0
}
