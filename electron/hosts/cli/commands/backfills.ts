import { AppError } from '../../../../shared/errors.ts'
import type { Backfill } from '../../../../shared/model/backfill.ts'
import type { Global } from '../connect.ts'
import { exitCodes } from '../exit-codes.ts'
import { momentIn } from '../moments.ts'
import { out, printJson, table } from '../print.ts'
import { scheduledTime, timeText, zonedTime } from '../time-text.ts'
import { type Json, withClient } from '../with-client.ts'
import { find } from './schedules.ts'

export type BackfillOptions = Json & { from: string; to?: string; again?: boolean; atOnce?: number; dryRun?: boolean }

/** Runs the occurrences of a schedule between two times, or says how many there are. */
export const backfill = (global: Global, ref: string, options: BackfillOptions): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const { id, tz } = await find(client, ref)
    const to = options.to === undefined ? Date.now() : momentIn(options.to, tz)
    const range = { id, from: momentIn(options.from, tz), to, again: options.again ?? false, atOnce: options.atOnce ?? 1 }
    if (range.from > range.to) throw new AppError('invalid', 'Could not start the backfill: --from is later than --to.')
    if (!options.dryRun) return say(await client.backfills.create(range), options)
    const preview = await client.backfills.preview(range)
    const { count, leftOut, first, last, isTooMany } = preview
    if (options.json) printJson(preview)
    else if (isTooMany) out('There are more occurrences than one backfill can run. Choose a shorter range.')
    else {
      const between = first === null || last === null ? '' : `, from ${scheduledTime(first, tz)} to ${zonedTime(last, tz)}`
      out(
        `${count} ${count === 1 ? 'run' : 'runs'}${between}${leftOut > 0 ? `; ${leftOut} left out, because they succeeded` : ''}`,
      )
    }
    return exitCodes.done
  })

export const listBackfills = (global: Global, ref: string | undefined, options: Json): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const { items } = await client.backfills.list(ref === undefined ? {} : { schedule: (await find(client, ref)).id })
    if (options.json) printJson(items)
    else if (items.length === 0) out('No backfills yet. Start one with: lf schedule backfill SCHEDULE --from 2026-12-01')
    else out(table(['BACKFILL', 'JOB', 'STATE', 'STARTED', 'SUCCEEDED', 'FROM', 'TO'], items.map(line)))
    return exitCodes.done
  })

const line = ({ id, job, state, begun, total, succeeded, from, to }: Backfill): string[] => [
  id,
  job,
  state,
  `${begun} of ${total}`,
  String(succeeded),
  timeText(from),
  timeText(to),
]

export type Act = 'pause' | 'resume' | 'cancel'

export const actOn = (global: Global, act: Act, id: string, options: Json): Promise<number> =>
  withClient(global, 'look', async (client) => say(await client.backfills[act]({ id }), options))

function say(backfill: Backfill, { json }: Json): number {
  const { id, job, state, begun, total, note } = backfill
  if (json) printJson(backfill)
  else out(`Backfill ${id} of "${job}": ${state}, ${begun} of ${total} started.${note === null ? '' : ` ${note}`}`)
  return exitCodes.done
}
