import { AppError } from '../../../../shared/errors.ts'
import { plainError } from '../../../../shared/model/plain-error.ts'
import { type Schedule, ScheduleDraft, type ScheduleInput } from '../../../../shared/model/schedule.ts'
import { isZone } from '../../../../shared/schedule/local-time.ts'
import type { Global } from '../connect.ts'
import { exitCodes } from '../exit-codes.ts'
import { invalidInput, namesOf, sentencesOf } from '../invalid-input.ts'
import { durationOf, momentIn, wallText } from '../moments.ts'
import { err, out, printJson } from '../print.ts'
import { ownZone } from '../time-text.ts'
import { type Json, notRunning, withClient } from '../with-client.ts'

export type AddOptions = Json & {
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
  disabled?: boolean
  /** The name of `disabled` in the last release. */
  off?: boolean
}

/** Adds a schedule: by a cron expression, an interval or one time. */
export async function addSchedule(
  global: Global,
  job: string,
  expression: string | undefined,
  options: AddOptions,
): Promise<number> {
  const draft = draftOf(expression, options)
  return withClient(global, 'look', async (client, stays) => {
    const schedule = await client.schedules.create({ job, ...draft })
    if (options.json) printJson(schedule)
    else out(createdText(schedule))
    if (schedule.enabled && schedule.nextAt === null)
      err(
        `Warning: this schedule never fires, because no future time matches it. Delete it with: lf schedule delete ${schedule.id}`,
      )
    if (!stays) err(notRunning('schedule'))
    return exitCodes.done
  })
}

function createdText({ id, job, text, nextAt, tz }: Schedule): string {
  const next = nextAt === null ? '' : ` Next: ${wallText(nextAt, tz)} (${tz}).`
  return `Created schedule ${id} of "${job}": ${text}.${next}`
}

function draftOf(expression: string | undefined, options: AddOptions): ScheduleDraft {
  const { every, at, tz = ownZone, jitter } = options
  if ([expression, every, at].filter((given) => given !== undefined).length !== 1)
    throw new AppError('invalid', 'Could not add the schedule: give exactly one of a cron expression, --every and --at.')
  if (!isZone(tz)) throw new AppError('invalid', `There is no time zone "${tz}". Name one like Europe/London or UTC.`)
  const draft = {
    timing: timingOf(expression, options, tz),
    tz,
    name: options.name ?? '',
    enabled: !(options.disabled || options.off),
    jitterMs: jitter === undefined ? 0 : durationOf(jitter),
    every: options.nth ?? 1,
    missed: missedOf(options),
  }
  const parsed = ScheduleDraft.safeParse(draft, { error: plainError })
  if (parsed.success) return parsed.data
  throw invalidInput('Could not add the schedule', sentencesOf(parsed.error.issues, optionOf))
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

const missedOf = ({ missed = 'latest', cap, maxLate }: AddOptions) => ({
  policy: missed,
  ...(cap === undefined ? {} : { cap }),
  maxLateMs: maxLate === undefined ? null : durationOf(maxLate),
})

function timingOf(expression: string | undefined, { every, anchor, at }: AddOptions, tz: string): ScheduleInput['timing'] {
  if (expression !== undefined) return { kind: 'cron', expr: expression }
  if (every === undefined) return { kind: 'once', at: momentIn(at as string, tz) }
  return {
    kind: 'every',
    ms: durationOf(every),
    anchor: anchor === undefined ? Math.floor(Date.now() / 1_000) * 1_000 : momentIn(anchor, tz),
  }
}
