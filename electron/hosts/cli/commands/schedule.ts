import { describeCron } from '../../../../shared/cron/describe.ts'
import { compileCron } from '../../../../shared/cron/occurrences.ts'
import { previewCron } from '../../../../shared/cron/preview.ts'
import { AppError } from '../../../../shared/errors.ts'
import { exitCodes } from '../exit-codes.ts'
import { out, printJson } from '../print.ts'
import { ownZone } from '../time-text.ts'
import type { Json } from '../with-client.ts'

type NextOptions = Json & { tz?: string; from?: string; count?: number }

const usualCount = 5

/** Prints when an expression fires next. Needs no running LocalFlow. */
export async function scheduleNext(expression: string, { tz, from, count, json }: NextOptions): Promise<number> {
  const { next } = previewCron(expression, tz ?? ownZone, momentOf(from), count ?? usualCount)
  if (json) printJson(next)
  else if (next.length === 0) out(`"${expression}" never fires: no date matches it.`)
  else for (const at of next) out(at)
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
