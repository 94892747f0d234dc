import { AppError } from '../../../../shared/errors.ts'
import type { Schedule } from '../../../../shared/model/schedule.ts'
import type { Connected, Global } from '../connect.ts'
import { exitCodes } from '../exit-codes.ts'
import { fixedParams } from '../given-params.ts'
import { labelOf } from '../of-job.ts'
import { err, out, printJson } from '../print.ts'
import { zonedTime } from '../time-text.ts'
import { notRunning, withClient } from '../with-client.ts'
import { draftOf, type RuleOptions } from './schedule-draft.ts'
import { find, say } from './schedules.ts'

export type AddOptions = RuleOptions & {
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
  const draft = draftOf({ expression, options, enabled: !(options.disabled || options.off) }, null)
  return withClient(global, 'look', async (client, stays) => {
    const params = await fixedParams(client, job, options)
    const schedule = await client.schedules.create({ job, ...draft, params })
    if (options.json) printJson(schedule)
    else out(addedText(schedule))
    await warn(client, schedule)
    if (!stays) err(notRunning('schedule'))
    return exitCodes.done
  })
}

function addedText({ id, job, text, nextAt, tz }: Schedule): string {
  const next = nextAt === null ? '' : ` Next: ${zonedTime(nextAt, tz)}.`
  return `Added schedule ${id} to "${job}": ${text}.${next}`
}

/** Names what a person hardly wants: a schedule that never fires, or one that the job already has. */
async function warn(client: Connected['client'], { id, jobId, enabled, nextAt, text, tz }: Schedule): Promise<void> {
  if (enabled && nextAt === null)
    err(`Warning: this schedule never fires, because no future time matches it. Delete it with: lf schedule delete ${id}`)
  const { items } = await client.schedules.list({ job: jobId })
  const twin = items.find((other) => other.id !== id && other.text === text && other.tz === tz)
  if (twin)
    err(
      `Warning: "${labelOf(twin)}" already has the same schedule, so it fires twice. Delete this one with: lf schedule delete ${id}`,
    )
}

/** Changes what the options name. */
export const editSchedule = (
  global: Global,
  ref: string,
  expression: string | undefined,
  options: RuleOptions,
): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const before = await find(client, ref)
    const draft = draftOf({ expression, options, enabled: before.enabled }, before)
    if (expression === undefined && ruleKeys.every((key) => options[key] === undefined))
      throw new AppError('invalid', 'Could not edit the schedule: name what to change, such as --every 15m or --missed none.')
    const params = { ...before.params, ...(await fixedParams(client, before.jobId, options)) }
    return say(await client.schedules.update({ id: before.id, expectedUpdatedAt: before.updatedAt, ...draft, params }), options)
  })

const ruleKeys = ['every', 'anchor', 'at', 'tz', 'name', 'jitter', 'missed', 'cap', 'maxLate', 'nth', 'param'] as const
