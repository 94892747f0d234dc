import { AppError } from '../../../../shared/errors.ts'
import { plainError } from '../../../../shared/model/plain-error.ts'
import { type Missed, type Schedule, ScheduleDraft, type ScheduleInput } from '../../../../shared/model/schedule.ts'
import { isZone } from '../../../../shared/schedule/local-time.ts'
import { invalidInput, namesOf, sentencesOf } from '../invalid-input.ts'
import { durationOf, momentIn } from '../moments.ts'
import { ownZone } from '../time-text.ts'
import type { Json } from '../with-client.ts'

/** The options of `lf schedule add` and `lf schedule edit` that say when a schedule fires. */
export type RuleOptions = Json & {
  every?: string
  anchor?: string
  at?: string
  tz?: string
  name?: string
  jitter?: string
  missed?: string
  cap?: number
  maxLate?: string
  nth?: number
  param?: string[]
}

type Given = { expression: string | undefined; options: RuleOptions; enabled: boolean }

/** The schedule that the options describe; what they leave out is as it was before. */
export function draftOf({ expression, options, enabled }: Given, before: Schedule | null): ScheduleDraft {
  const { tz = before?.tz ?? ownZone(), name, jitter, nth } = options
  const what = before === null ? 'Could not add the schedule' : 'Could not edit the schedule'
  if (!isZone(tz)) throw new AppError('invalid', `There is no time zone "${tz}". Name one like Europe/London or UTC.`)
  const draft = {
    timing: timingOf(expression, options, tz) ?? before?.timing,
    tz,
    window: before?.window ?? null,
    daysOff: before?.daysOff ?? [],
    name: name ?? before?.name ?? '',
    enabled,
    jitterMs: jitter === undefined ? (before?.jitterMs ?? 0) : durationOf(jitter),
    every: nth ?? before?.every ?? 1,
    missed: missedOf(options, before?.missed),
    params: before?.params ?? {},
  }
  if (draft.timing === undefined) throw new AppError('invalid', `${what}: give a cron expression, --every or --at.`)
  const parsed = ScheduleDraft.safeParse(draft, { error: plainError })
  if (parsed.success) return parsed.data
  throw invalidInput(what, sentencesOf(parsed.error.issues, optionOf))
}

const optionOf = namesOf({
  'timing.expr': 'The cron expression',
  'timing.ms': '--every',
  'timing.anchor': '--anchor',
  'timing.at': '--at',
  name: '--name',
  jitterMs: '--jitter',
  every: '--nth',
  'missed.policy': '--missed',
  'missed.cap': '--cap',
  'missed.maxLateMs': '--max-late',
})

const missedOf = ({ missed, cap, maxLate }: RuleOptions, before: Missed | undefined) => ({
  ...before,
  policy: missed ?? before?.policy ?? 'latest',
  ...(cap === undefined ? {} : { cap }),
  ...(maxLate === undefined ? {} : { maxLateMs: maxLate === 'none' ? null : durationOf(maxLate) }),
})

/** Undefined if the options name no time. */
function timingOf(
  expression: string | undefined,
  { every, anchor, at }: RuleOptions,
  tz: string,
): ScheduleInput['timing'] | undefined {
  if ([expression, every, at].filter((given) => given !== undefined).length > 1)
    throw new AppError('invalid', 'Could not read the schedule: give only one of a cron expression, --every and --at.')
  if (expression !== undefined) return { kind: 'cron', expr: expression }
  if (at !== undefined) return { kind: 'once', at: momentIn(at, tz) }
  if (every === undefined) return undefined
  return {
    kind: 'every',
    ms: durationOf(every),
    anchor: anchor === undefined ? Math.floor(Date.now() / 1_000) * 1_000 : momentIn(anchor, tz),
  }
}
