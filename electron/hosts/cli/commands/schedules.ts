import type { Occurrence, Schedule } from '../../../../shared/model/schedule.ts'
import { occurrenceReasonText } from '../../../../shared/occurrence-state.ts'
import { withOldFields } from '../../../../shared/old-names.ts'
import { allPages } from '../all-pages.ts'
import type { Connected, Global } from '../connect.ts'
import { exitCodes } from '../exit-codes.ts'
import { endOfPause, momentIn } from '../moments.ts'
import { findOfJob, type Kind, labelOf, shortIds } from '../of-job.ts'
import { notePause } from '../pause-note.ts'
import { err, out, printJson, statusText, table } from '../print.ts'
import { ownZone, scheduledTime, timeText, zoneNote } from '../time-text.ts'
import { type Json, withClient } from '../with-client.ts'
import { scheduleText, stateOf } from './schedule-text.ts'

type Client = Connected['client']

const kindOf = ({ schedules: { get, list } }: Client): Kind<Schedule> => ({
  noun: 'schedule',
  get,
  list,
  addWith: '"0 9 * * 1-5"',
})

export const find = (client: Client, ref: string): Promise<Schedule> => findOfJob(client, kindOf(client), ref)

export const listSchedules = (global: Global, job: string | undefined, options: Json): Promise<number> =>
  withClient(global, 'look', async (client, stays) => {
    const all = await allPages((page) => client.schedules.list(page))
    const items = job === undefined ? all : (await client.schedules.list({ job })).items
    await notePause(client)
    if (options.json) printJson(items)
    else if (items.length === 0) out(noSchedules(job))
    else out(table(['SCHEDULE', 'JOB', 'STATE', 'NEXT', 'TIME ZONE', 'RULE'], items.map(lineWith(shortIds(all)))))
    if (!stays && items.some((schedule) => stateOf(schedule) === 'enabled')) err(noneFires)
    return exitCodes.done
  })

const noneFires = 'LocalFlow is not running, so no schedule fires. Start the desktop app or "lf serve".'

const noSchedules = (job: string | undefined): string =>
  `No schedules yet. Add one with: lf schedule add ${job === undefined ? 'JOB' : JSON.stringify(job)} "0 9 * * 1-5"`

const lineWith =
  (short: (id: string) => string) =>
  (schedule: Schedule): string[] => [
    short(schedule.id),
    labelOf(schedule),
    stateOf(schedule),
    schedule.nextAt === null ? 'never' : scheduledTime(schedule.nextAt, schedule.tz),
    schedule.tz,
    schedule.text,
  ]

export type Act = 'show' | 'enable' | 'disable' | 'pause' | 'resume' | 'skip' | 'delete' | 'restore'
export type ActOptions = Json & { reason?: string; until?: string; undo?: boolean }

export const actOn = (global: Global, act: Act, ref: string, options: ActOptions): Promise<number> =>
  withClient(global, 'look', async (client) => {
    if (act === 'restore') return say(await client.schedules.restore({ id: ref }), options)
    const found = await find(client, ref)
    if (act !== 'delete') return say(await changed(client, act, found, options), options)
    await client.schedules.remove({ id: found.id })
    if (options.json) printJson({ id: found.id })
    else out(`Deleted the schedule of "${found.job}" (${found.text}). Restore it with: lf schedule restore ${found.id}`)
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
    case 'enable':
    case 'disable':
      return client.schedules.setEnabled({ id, enabled: act === 'enable' })
    case 'pause':
      return client.schedules.pause({
        id,
        reason: options.reason ?? '',
        until: options.until === undefined ? null : endOfPause(options.until, tz),
      })
    case 'resume':
      return client.schedules.resume({ id })
    case 'skip':
      return client.schedules.skipNext({ id, skip: !options.undo })
  }
}

export function say(schedule: Schedule, { json }: Json): number {
  if (json) printJson(schedule)
  else out(scheduleText(schedule))
  return exitCodes.done
}

/** Pauses all automatic runs, or resumes them if `paused` is null. */
export const pauseAll = (global: Global, paused: ActOptions | null, options: Json): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const until = paused?.until === undefined ? null : endOfPause(paused.until, ownZone())
    const settings = await client.settings.update({ paused: paused === null ? null : { until, reason: paused.reason ?? '' } })
    if (options.json) printJson(settings.paused)
    else
      out(
        paused === null
          ? 'Resumed all automatic runs.'
          : `Paused all automatic runs${until === null ? '' : ` until ${timeText(until)}`}. Resume them with: lf schedule resume-all`,
      )
    return exitCodes.done
  })

export const occurrencesOf = (global: Global, ref: string, options: Json & { limit?: number }): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const { id, tz } = await find(client, ref)
    const { items } = await client.schedules.occurrences({ id, limit: options.limit ?? 20 })
    if (options.json) printJson(withOldFields('GET /schedules/{id}/occurrences', { items }).items)
    else if (items.length === 0) out('No occurrences yet.')
    else
      out(
        table(
          [`OCCURRENCE${zoneNote(tz)}`, 'OUTCOME', 'RUN', 'REASON'],
          items.map((occurrence) => occurrenceLine(occurrence, tz)),
        ),
      )
    return exitCodes.done
  })

const occurrenceLine = ({ dueAt, lastAt, count, outcome, reason, run, madeUp }: Occurrence, tz: string): string[] => [
  lastAt === dueAt
    ? scheduledTime(dueAt, tz)
    : `${scheduledTime(dueAt, tz)} to ${scheduledTime(lastAt, tz)} (${count === null ? 'too many to count' : `${count} occurrences`})`,
  outcome === 'ran' ? 'on time' : outcome,
  run ? `${run.number} ${statusText(run.status, null)}` : '',
  [reason === null ? '' : occurrenceReasonText[reason], madeUp > 0 ? `${madeUp} run by a backfill` : '']
    .filter((words) => words !== '')
    .join('; '),
]

export const why = (global: Global, ref: string, moment: string, options: Json): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const { id, tz } = await find(client, ref)
    const answer = await client.schedules.why({ id, at: momentIn(moment, tz) })
    if (options.json) printJson(withOldFields('GET /schedules/{id}/why', answer))
    else out(answer.text)
    return exitCodes.done
  })
