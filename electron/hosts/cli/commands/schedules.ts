import { ownZone } from '../../../../shared/cron/preview.ts'
import { AppError } from '../../../../shared/errors.ts'
import { actorText } from '../../../../shared/model/actor.ts'
import type { Occurrence, Schedule } from '../../../../shared/model/schedule.ts'
import { occurrenceReasonText } from '../../../../shared/occurrence-state.ts'
import { allPages } from '../all-pages.ts'
import type { Connected, Global } from '../connect.ts'
import { exitCodes } from '../exit-codes.ts'
import { momentIn, wallText } from '../moments.ts'
import { notePause } from '../pause-note.ts'
import { out, printJson, statusText, table } from '../print.ts'
import { type Json, withClient } from '../with-client.ts'

type Client = Connected['client']

export const listSchedules = (global: Global, job: string | undefined, options: Json): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const items = await allPages((page) => client.schedules.list({ ...page, ...(job === undefined ? {} : { job }) }))
    await notePause(client)
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
          : [
              `  paused by ${actorText(paused.actor)}: ${paused.reason}${paused.until === null ? '' : `, until ${wallText(paused.until, tz)}`}`,
            ]),
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
          ? 'Resumed all schedules and triggers.'
          : `Paused all schedules and triggers${until === null ? '' : ` until ${wallText(until, ownZone())}`}.`,
      )
    return exitCodes.done
  })

export const occurrencesOf = (global: Global, ref: string, options: Json & { limit?: number }): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const { id, tz } = await find(client, ref)
    const { items } = await client.schedules.occurrences({ id, limit: options.limit ?? 20 })
    if (options.json) printJson(items)
    else if (items.length === 0) out('Nothing was due yet.')
    else
      out(
        table(
          ['DUE', 'OUTCOME', 'RUN', 'WHY'],
          items.map((occurrence) => occurrenceLine(occurrence, tz)),
        ),
      )
    return exitCodes.done
  })

const occurrenceLine = ({ dueAt, lastAt, count, outcome, reason, run, madeUp }: Occurrence, tz: string): string[] => [
  lastAt === dueAt ? wallText(dueAt, tz) : `${wallText(dueAt, tz)} to ${wallText(lastAt, tz)} (${count ?? 'very many'})`,
  outcome,
  run ? `${run.number} ${statusText(run.status, null)}` : '',
  [reason === null ? '' : occurrenceReasonText[reason], madeUp > 0 ? `made up for by a backfill (${madeUp})` : '']
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
