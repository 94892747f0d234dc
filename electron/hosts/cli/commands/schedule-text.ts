import { actorText } from '../../../../shared/model/actor.ts'
import type { Schedule } from '../../../../shared/model/schedule.ts'
import { durationText } from '../../../../shared/schedule/describe.ts'
import { momentsOf } from '../../../../shared/schedule/moments.ts'
import { labelOf } from '../of-job.ts'
import { scheduledTime } from '../time-text.ts'

export function stateOf({ problem, paused, enabled, jobEnabled, skips, nextAt }: Schedule): string {
  if (problem !== null) return 'error'
  if (paused !== null) return 'paused'
  if (!enabled) return 'disabled'
  if (!jobEnabled) return 'job disabled'
  return skips !== null && skips === nextAt ? 'skips next' : 'enabled'
}

/** All that a schedule has, in a few lines. */
export function scheduleText(schedule: Schedule): string {
  const { id, text, tz, jitterMs, problem } = schedule
  return [
    `${labelOf(schedule)} (${id})`,
    `  ${text} (${tz})`,
    `  ${nowText(schedule)}`,
    `  missed occurrences: ${missedText(schedule)}`,
    jitterMs > 0 && `  jitter: up to ${lengthText(jitterMs)}`,
    pauseText(schedule),
    problem !== null && `  ${problem}`,
  ]
    .filter((line) => line !== false)
    .join('\n')
}

function nowText(schedule: Schedule): string {
  const { nextAt, tz, paused, enabled, jobEnabled } = schedule
  const state = stateOf(schedule)
  if (nextAt === null) return `${state}, no next occurrence`
  if (state === 'skips next') {
    const next = nextAfter(schedule, nextAt)
    return `skips ${scheduledTime(nextAt, tz)}; ${next === null ? 'no run after that' : `next run ${scheduledTime(next, tz)}`}`
  }
  const isSkipped = !enabled || !jobEnabled || (paused !== null && (paused.until === null || paused.until > nextAt))
  return `${state}, next occurrence ${scheduledTime(nextAt, tz)}${isSkipped ? ', which will be skipped' : ''}`
}

/** The occurrence after one; null if there is none, or if the schedule cannot be read. */
export function nextAfter(schedule: Schedule, at: number): number | null {
  try {
    const moments = momentsOf(schedule)
    let next: number | null = at
    for (let left = schedule.every; left > 0 && next !== null; left--) next = moments.next(next)
    return next
  } catch {
    return null
  }
}

const policyText = { none: 'none run afterwards', last: 'one run for all of them', all: 'all run afterwards' } as const

function missedText({ missed: { policy, cap, maxLateMs } }: Schedule): string {
  const most = policy === 'all' ? `, at most ${cap}` : ''
  const late = policy === 'none' || maxLateMs === null ? '' : `, unless more than ${lengthText(maxLateMs)} late`
  return policyText[policy] + most + late
}

function pauseText({ paused, tz }: Schedule): string | false {
  if (paused === null) return false
  const until = paused.until === null ? '' : `, until ${scheduledTime(paused.until, tz)}`
  return `  paused by ${actorText(paused.actor)}${paused.reason === '' ? '' : `: ${paused.reason}`}${until}`
}

/** Such as "1 hour" or "90 seconds". */
const lengthText = (ms: number): string => durationText(ms).replace(/^(?=[a-z])/, '1 ')
