import { AppError } from '../../../../shared/errors.ts'
import { firstSince } from '../line-at.ts'
import { withLog } from '../log-files.ts'
import { readLines, sizeOf } from '../log-reader.ts'
import { atStart, type Cut } from './cut.ts'
import type { StepLog } from './step-reader.ts'

/** Where reading begins: at an end of all logs, before a line, or before the first line of a time or later. */
export type Place = 'start' | 'end' | { time: number } | { node: string; attempt: number; line: number }

/** Throws `not-found` for a line of a step that the run does not have. */
export async function cutAt(logs: readonly StepLog[], place: Place): Promise<Cut> {
  if (place === 'start') return atStart
  if (place === 'end') return cutAtEnd(logs)
  if ('time' in place) return cutAtTime(logs, place.time, null)
  const log = logs.find(({ node, attempt }) => node === place.node && attempt === place.attempt)
  if (!log) throw new AppError('not-found', `This run has no attempt ${place.attempt} of "${place.node}".`)
  const [line] = await withLog(log.path, [], (files) => readLines(files, place.line, 1, log.ended))
  const at = Math.min(Math.max(line?.at ?? log.from, log.from), log.to ?? Number.POSITIVE_INFINITY)
  return cutAtTime(logs, at, { id: log.id, consumed: place.line - 1 })
}

/** Of logs that still grow, it says how far they are. */
async function cutAtEnd(logs: readonly StepLog[]): Promise<Cut> {
  const growing = logs.filter(({ ended }) => !ended)
  const open = await Promise.all(growing.map(async (log) => [log.id, await finishedLines(log)] as const))
  return { entered: logs.at(-1)?.id ?? '', open: new Map(open) }
}

/** The lines that have an end. */
const finishedLines = ({ path }: StepLog): Promise<number> =>
  withLog(path, 0, async (files) => {
    const { lines } = await sizeOf(files)
    const [last] = lines === 0 ? [] : await readLines(files, lines, 1, false)
    return last?.open ? lines - 1 : lines
  })

async function cutAtTime(logs: readonly StepLog[], time: number, exact: { id: string; consumed: number } | null): Promise<Cut> {
  const last = logs.findLastIndex(({ from }) => from <= time)
  const around = logs.slice(0, last + 1).filter(({ to }) => to === null || to >= time)
  const open = await Promise.all(
    around.map(async ({ id, path }) => {
      if (id === exact?.id) return [id, exact.consumed] as const
      return [id, await withLog(path, 0, async (files) => (await firstSince(files, time)) - 1)] as const
    }),
  )
  return { entered: logs[last]?.id ?? '', open: new Map(open) }
}
