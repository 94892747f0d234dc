import { ownZone } from '../../../../shared/cron/preview.ts'
import { AppError } from '../../../../shared/errors.ts'
import { ScheduleDraft, type ScheduleInput } from '../../../../shared/model/schedule.ts'
import { isZone } from '../../../../shared/schedule/local-time.ts'
import type { Global } from '../connect.ts'
import { exitCodes } from '../exit-codes.ts'
import { durationOf, momentIn, wallText } from '../moments.ts'
import { out, printJson } from '../print.ts'
import { type Json, withClient } from '../with-client.ts'

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
  off?: boolean
}

/** A schedule by an expression, by an interval or at one moment. */
export async function addSchedule(
  global: Global,
  job: string,
  expression: string | undefined,
  options: AddOptions,
): Promise<number> {
  const draft = draftOf(expression, options)
  return withClient(global, 'look', async (client) => {
    const schedule = await client.schedules.create({ job, ...draft })
    if (options.json) printJson(schedule)
    else {
      const next =
        schedule.nextAt === null ? 'it is never due' : `next at ${wallText(schedule.nextAt, schedule.tz)} (${schedule.tz})`
      out(`schedule ${schedule.id} of "${schedule.job}": ${schedule.text}; ${next}`)
    }
    return exitCodes.done
  })
}

function draftOf(expression: string | undefined, options: AddOptions): ScheduleDraft {
  const { every, at, tz = ownZone(), jitter } = options
  if ([expression, every, at].filter((given) => given !== undefined).length !== 1)
    throw new AppError('invalid', 'Say when it is due in one way: an expression, --every or --at.')
  if (!isZone(tz)) throw new AppError('invalid', `There is no time zone "${tz}". Name one such as Europe/London or UTC.`)
  const parsed = ScheduleDraft.safeParse({
    timing: timingOf(expression, options, tz),
    tz,
    name: options.name ?? '',
    enabled: !options.off,
    jitterMs: jitter === undefined ? 0 : durationOf(jitter),
    every: options.nth ?? 1,
    missed: missedOf(options),
  })
  if (parsed.success) return parsed.data
  throw new AppError('invalid', parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '))
}

const missedOf = ({ missed = 'last', cap, maxLate }: AddOptions) => ({
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
