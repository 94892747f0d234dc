import { checkCron } from '../../../../shared/cron/check.ts'
import { describeCron } from '../../../../shared/cron/describe.ts'
import { compileCron } from '../../../../shared/cron/occurrences.ts'
import { previewCron } from '../../../../shared/cron/preview.ts'
import { AppError } from '../../../../shared/errors.ts'
import type { Schedule } from '../../../../shared/model/schedule.ts'
import type { Global } from '../connect.ts'
import { exitCodes } from '../exit-codes.ts'
import { labelOf } from '../of-job.ts'
import { err, out, printJson } from '../print.ts'
import { ownZone, zonedTime } from '../time-text.ts'
import { type Json, withClient } from '../with-client.ts'
import { nextAfter, stateOf } from './schedule-text.ts'
import { find } from './schedules.ts'

type NextOptions = Json & { tz?: string; from?: string; count?: number }

const usualCount = 5

/** Prints when an expression fires next, which needs no running LocalFlow, or a schedule. */
export async function scheduleNext(global: Global, text: string, options: NextOptions): Promise<number> {
  const { tz, from, count, json } = options
  if (checkCron(text).length > 0) return nextOf(global, text, options)
  const { next } = previewCron(text, tz ?? ownZone(), momentOf(from), count ?? usualCount)
  if (json) printJson(next)
  else if (next.length === 0) out(`"${text}" never fires: no date matches it.`)
  else for (const at of next) out(at)
  return exitCodes.done
}

/** Prints the next occurrences of a schedule, in its zone. Throws the problem of the expression if the text looks like one. */
const nextOf = (global: Global, text: string, options: NextOptions): Promise<number> =>
  withClient(global, 'look', async (client) => printNext(await find(client, text), options)).catch((error: unknown) => {
    if (text.startsWith('@') || text.trim().split(/\s+/).length > 4) compileCron(text, 'UTC')
    throw error
  })

function printNext(schedule: Schedule, { tz, from, count, json }: NextOptions): number {
  const zone = tz ?? schedule.tz
  const found: number[] = []
  let at = from === undefined ? schedule.nextAt : nextAfter(schedule, momentOf(from) - 1)
  for (; at !== null && found.length < (count ?? usualCount); at = nextAfter(schedule, at)) found.push(at)
  if (json) printJson(found.map((time) => new Date(time).toISOString().replace('.000Z', 'Z')))
  else if (found.length === 0) out(`The schedule "${labelOf(schedule)}" has no next occurrence.`)
  else for (const time of found) out(zonedTime(time, zone))
  const state = stateOf(schedule)
  if (state !== 'enabled')
    err(`The state of "${labelOf(schedule)}" is "${state}". To see why, run: lf schedule show ${schedule.id}`)
  return exitCodes.done
}

/** Describes when an expression fires. */
export async function scheduleExplain(expression: string, { json }: Json): Promise<number> {
  compileCron(expression, 'UTC')
  const text = describeCron(expression)
  if (json) printJson({ text })
  else out(text)
  return exitCodes.done
}

function momentOf(text: string | undefined): number {
  if (text === undefined) return Date.now()
  const at = Date.parse(text)
  if (!Number.isFinite(at))
    throw new AppError('invalid', `Could not read the time "${text}": write it like 2026-03-29T00:30:00Z.`)
  return at
}
