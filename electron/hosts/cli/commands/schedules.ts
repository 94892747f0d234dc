import { ownZone } from '../../../../shared/cron/preview.ts'
import { AppError } from '../../../../shared/errors.ts'
import { type Schedule, ScheduleDraft, type ScheduleInput, type Slot } from '../../../../shared/model/schedule.ts'
import { instantOf, isZone, wallOf } from '../../../../shared/schedule/local-time.ts'
import { slotReasonText } from '../../../../shared/slot-state.ts'
import { allPages } from '../all-pages.ts'
import type { Connected, Global } from '../connect.ts'
import { exitCodes } from '../exit-codes.ts'
import { out, printJson, statusText, table } from '../print.ts'
import { type Json, withClient } from './runs.ts'

type Client = Connected['client']

export const listSchedules = (global: Global, job: string | undefined, options: Json): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const items = await allPages((page) => client.schedules.list({ ...page, ...(job === undefined ? {} : { job }) }))
    if (options.json) printJson(items)
    else if (items.length === 0) out('No schedules yet. Make one with: lf schedule add JOB "0 9 * * 1-5"')
    else out(table(['SCHEDULE', 'JOB', 'STATE', 'NEXT', 'ZONE', 'WHEN'], items.map(line)))
    return exitCodes.done
  })

const line = (schedule: Schedule): string[] => [
  schedule.id,
  schedule.name === '' ? schedule.job : `${schedule.job}: ${schedule.name}`,
  stateOf(schedule),
  schedule.nextAt === null ? '' : wallText(schedule.nextAt, schedule.tz),
  schedule.tz,
  schedule.text,
]

function stateOf({ problem, paused, enabled, jobEnabled, skips }: Schedule): string {
  if (problem !== null) return 'broken'
  if (paused !== null) return 'paused'
  if (!enabled) return 'off'
  if (!jobEnabled) return 'job off'
  return skips === null ? 'on' : 'skips next'
}

export const wallText = (at: number, zone: string): string =>
  new Date(wallOf(at, zone))
    .toISOString()
    .replace('T', ' ')
    .slice(0, at % 60_000 === 0 ? 16 : 19)

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
  const { every, at, tz = ownZone(), jitter, maxLate } = options
  if ([expression, every, at].filter((given) => given !== undefined).length !== 1)
    throw new AppError('invalid', 'Say when it is due in one way: an expression, --every or --at.')
  if (!isZone(tz)) throw new AppError('invalid', `There is no time zone "${tz}". Name one such as Europe/London or UTC.`)
  const timing: ScheduleInput['timing'] =
    expression !== undefined
      ? { kind: 'cron', expr: expression }
      : every !== undefined
        ? {
            kind: 'every',
            ms: durationOf(every),
            anchor: options.anchor === undefined ? Math.floor(Date.now() / 1_000) * 1_000 : momentIn(options.anchor, tz),
          }
        : { kind: 'once', at: momentIn(at as string, tz) }
  const parsed = ScheduleDraft.safeParse({
    timing,
    tz,
    name: options.name ?? '',
    enabled: !options.off,
    jitterMs: jitter === undefined ? 0 : durationOf(jitter),
    every: options.nth ?? 1,
    missed: {
      policy: options.missed ?? 'last',
      ...(options.cap === undefined ? {} : { cap: options.cap }),
      maxLateMs: maxLate === undefined ? null : durationOf(maxLate),
    },
  })
  if (parsed.success) return parsed.data
  throw new AppError('invalid', parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '))
}

const units: Record<string, number> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** Such as 90s, 15m or 1h30m. */
export function durationOf(text: string): number {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)([smhd])/g)]
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== text)
    throw new AppError('invalid', `"${text}" is no duration: give one such as 90s, 15m, 1h30m or 2d.`)
  return Math.round(parts.reduce((sum, [, count, unit]) => sum + Number(count) * (units[unit ?? ''] ?? 0), 0))
}

/** An instant with its offset, or what the clocks of a zone show. */
export function momentIn(text: string, zone: string): number {
  const wall = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?))?$/.exec(text)
  const at = wall ? Date.parse(`${wall[1]}T${wall[2] ?? '00:00'}Z`) : Date.parse(text)
  if (!Number.isFinite(at))
    throw new AppError('invalid', `"${text}" is no moment: give one such as "2026-12-24 18:30" or 2026-12-24T18:30:00Z.`)
  return wall ? instantOf(at, zone) : at
}

/** By its id, or by its job where that has one schedule only. */
export async function find(client: Client, ref: string): Promise<Schedule> {
  if (/^[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(ref)) return client.schedules.get({ id: ref })
  const { items } = await client.schedules.list({ job: ref })
  const [only] = items
  if (!only) throw new AppError('not-found', `The job "${ref}" has no schedule.`)
  if (items.length > 1)
    throw new AppError(
      'conflict',
      `The job "${ref}" has ${items.length} schedules; name one by its id: ${items.map(({ id }) => id).join(', ')}`,
    )
  return only
}

export type Act = 'show' | 'on' | 'off' | 'pause' | 'resume' | 'skip' | 'delete' | 'restore'
export type ActOptions = Json & { reason?: string; until?: string; undo?: boolean }

export const actOn = (global: Global, act: Act, ref: string, options: ActOptions): Promise<number> =>
  withClient(global, 'look', async (client) => {
    if (act === 'restore') return say(await client.schedules.restore({ id: ref }), options)
    const found = await find(client, ref)
    if (act !== 'delete') return say(await changed(client, act, found, options), options)
    await client.schedules.remove({ id: found.id })
    if (options.json) printJson({ id: found.id })
    else out(`schedule of "${found.job}" deleted (${found.text}). Bring it back with: lf schedule restore ${found.id}`)
    return exitCodes.done
  })

async function changed(
  client: Client,
  act: Exclude<Act, 'delete' | 'restore'>,
  found: Schedule,
  options: ActOptions,
): Promise<Schedule> {
  const { id, tz } = found
  switch (act) {
    case 'show':
      return found
    case 'on':
    case 'off':
      return client.schedules.setEnabled({ id, enabled: act === 'on' })
    case 'pause':
      return client.schedules.pause({
        id,
        reason: options.reason ?? '',
        until: options.until === undefined ? null : momentIn(options.until, tz),
      })
    case 'resume':
      return client.schedules.resume({ id })
    case 'skip':
      return client.schedules.skipNext({ id, skip: !options.undo })
  }
}

function say(schedule: Schedule, { json }: Json): number {
  if (json) printJson(schedule)
  else {
    const { paused, tz, problem, skips } = schedule
    out(
      [
        `${schedule.job}${schedule.name === '' ? '' : `: ${schedule.name}`} (${schedule.id})`,
        `  ${schedule.text} (${tz})`,
        `  ${stateOf(schedule)}${schedule.nextAt === null ? '' : `, next at ${wallText(schedule.nextAt, tz)}`}`,
        ...(skips === null ? [] : [`  skips ${wallText(skips, tz)}`]),
        ...(paused === null
          ? []
          : [`  paused: ${paused.reason}${paused.until === null ? '' : `, until ${wallText(paused.until, tz)}`}`]),
        ...(problem === null ? [] : [`  ${problem}`]),
      ].join('\n'),
    )
  }
  return exitCodes.done
}

/** No schedule starts anything, until then or until they are resumed; null: they are resumed. */
export const pauseAll = (global: Global, paused: ActOptions | null, options: Json): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const until = paused?.until === undefined ? null : momentIn(paused.until, ownZone())
    const settings = await client.settings.update({ paused: paused === null ? null : { until, reason: paused.reason ?? '' } })
    if (options.json) printJson(settings.paused)
    else
      out(
        paused === null
          ? 'schedules and triggers are at work again'
          : `schedules and triggers are paused${until === null ? '' : ` until ${wallText(until, ownZone())}`}`,
      )
    return exitCodes.done
  })

export const slotsOf = (global: Global, ref: string, options: Json & { limit?: number }): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const { id, tz } = await find(client, ref)
    const { items } = await client.schedules.slots({ id, limit: options.limit ?? 20 })
    if (options.json) printJson(items)
    else if (items.length === 0) out('Nothing was due yet.')
    else
      out(
        table(
          ['DUE', 'OUTCOME', 'RUN', 'WHY'],
          items.map((slot) => slotLine(slot, tz)),
        ),
      )
    return exitCodes.done
  })

const slotLine = ({ dueAt, lastAt, count, outcome, reason, run, madeUp }: Slot, tz: string): string[] => [
  lastAt === dueAt ? wallText(dueAt, tz) : `${wallText(dueAt, tz)} to ${wallText(lastAt, tz)} (${count ?? 'very many'})`,
  outcome,
  run ? `${run.number} ${statusText(run.status, null)}` : '',
  [reason === null ? '' : slotReasonText[reason], madeUp > 0 ? `made up for by a backfill (${madeUp})` : '']
    .filter((words) => words !== '')
    .join('; '),
]

export const why = (global: Global, ref: string, moment: string, options: Json): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const { id, tz } = await find(client, ref)
    const answer = await client.schedules.why({ id, at: momentIn(moment, tz) })
    if (options.json) printJson(answer)
    else out(answer.text)
    return exitCodes.done
  })
