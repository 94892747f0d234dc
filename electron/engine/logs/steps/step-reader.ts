import type { StepLine } from '../../../../shared/model/step-lines.ts'
import type { WrittenLog } from '../gone.ts'
import { withLog } from '../log-files.ts'
import { readLines, sizeOf } from '../log-reader.ts'

/** A log among others. `from` and `to`: when its attempt started and ended. */
export type StepLog = WrittenLog & {
  id: string
  node: string
  attempt: number
  path: string
  from: number
  to: number | null
  ended: boolean
}

/** Lines read at once: so few that even the longest are read whole. */
const batch = 64

export type Head = { at: number; line: StepLine }

/** One log, line by line. Files are open only while they are read: a run may have many at the same time. */
export type StepReader = {
  log: StepLog
  /** The next line; null: there is none, now or ever. */
  head(): Promise<Head | null>
  take(): void
  /** How many lines are before the place. Null: all of them. */
  consumed(): number | null
  isOver(): boolean
}

/** A line counts as written while its attempt ran: the time of a file may say otherwise once it was copied. */
const timeIn = ({ from, to }: StepLog, at: number): number => Math.min(Math.max(at, from), to ?? Number.POSITIVE_INFINITY)

async function read(log: StepLog, from: number, count: number): Promise<Head[]> {
  const items = await withLog(log.path, [], (files) => readLines(files, from, count, log.ended))
  return items.flatMap((line) => {
    const at = timeIn(log, line.at)
    return line.open ? [] : [{ at, line: { ...line, at, node: log.node, attempt: log.attempt } }]
  })
}

/** From a line on. */
export function readerAfter(log: StepLog, consumed: number): StepReader {
  let items: Head[] = []
  let place = 0
  let taken = consumed
  let isOver = false
  return {
    log,
    async head() {
      if (place >= items.length && !isOver) {
        items = await read(log, taken + 1, batch)
        place = 0
        isOver = items.length === 0
      }
      return items[place] ?? null
    },
    take() {
      place++
      taken++
      if (place >= items.length && items.length < batch) isOver = true
    },
    consumed: () => (isOver && log.ended ? null : taken),
    isOver: () => isOver,
  }
}

/** From before a line back to the first; null: from the last. */
export function readerBefore(log: StepLog, consumed: number | null): StepReader {
  let items: Head[] = []
  let left = consumed
  let isWhole = consumed === null
  return {
    log,
    async head() {
      left ??= await withLog(log.path, 0, async (files) => (await sizeOf(files)).lines)
      if (items.length === 0 && left > 0) {
        const from = Math.max(1, left - batch + 1)
        items = await read(log, from, left - from + 1)
        left = items.length === 0 ? 0 : from + items.length - 1
      }
      return items.at(-1) ?? null
    },
    take() {
      items.pop()
      left = (left ?? 1) - 1
      isWhole = false
    },
    consumed: () => (isWhole && log.ended ? null : left),
    isOver: () => left === 0,
  }
}
