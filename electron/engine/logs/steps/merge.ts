import type { StepLine } from '../../../../shared/model/step-lines.ts'
import type { Cut } from './cut.ts'
import { type Head, readerAfter, readerBefore, type StepLog, type StepReader } from './step-reader.ts'

/** Lines of many logs one after the other, and the place reached. Only logs whose attempts ran at that time are read. */
export type Merge = {
  /** Null: there is no more. Undefined: it took too long to find it, and another call goes on. */
  next(isLate: () => boolean): Promise<StepLine | null | undefined>
  cut(): Cut
}

type Best = { reader: StepReader; head: Head } | null

/** In the order of their times; lines of the same time in the order in which their logs began. */
export function mergeAfter(logs: readonly StepLog[], { entered, open }: Cut): Merge {
  const first = logs.findIndex(({ id }) => id > entered)
  let at = first === -1 ? logs.length : first
  let readers = logs.slice(0, at).flatMap((log) => (open.has(log.id) ? [readerAfter(log, open.get(log.id) ?? 0)] : []))

  return {
    async next(isLate) {
      for (;;) {
        const best = await bestOf(readers, (one, other) => one < other)
        readers = readers.filter((reader) => reader.consumed() !== null)
        const upcoming = logs[at]
        if (!upcoming || (best && upcoming.from > best.head.at)) {
          best?.reader.take()
          return best?.head.line ?? null
        }
        readers.push(readerAfter(upcoming, 0))
        at++
        if (isLate()) return undefined
      }
    },
    cut: () => ({ entered: logs[at - 1]?.id ?? '', open: new Map(readers.flatMap(consumedOf)) }),
  }
}

/** The same order from its end. */
export function mergeBefore(logs: readonly StepLog[], { entered, open }: Cut): Merge {
  const inside = logs.filter(({ id }) => id <= entered)
  const readers = inside.flatMap((log) => (open.has(log.id) ? [readerBefore(log, open.get(log.id) ?? 0)] : []))
  const endOf = ({ to }: StepLog): number => to ?? Number.POSITIVE_INFINITY
  const closed = inside.filter(({ id }) => !open.has(id)).sort((a, b) => endOf(b) - endOf(a))
  let at = 0

  return {
    async next(isLate) {
      for (;;) {
        const best = await bestOf(readers, (one, other) => one >= other)
        const upcoming = closed[at]
        if (!upcoming || (best && endOf(upcoming) < best.head.at)) {
          best?.reader.take()
          return best?.head.line ?? null
        }
        readers.push(readerBefore(upcoming, null))
        readers.sort((a, b) => (a.log.id < b.log.id ? -1 : 1))
        at++
        if (isLate()) return undefined
      }
    },
    cut() {
      const before = new Map(readers.map((reader) => [reader.log.id, reader]))
      let last = inside.length - 1
      // Nothing is left of a log that began after the place.
      while (before.get(inside[last]?.id ?? '')?.isOver()) last--
      const within = readers.filter(({ log }) => log.id <= (inside[last]?.id ?? ''))
      return { entered: inside[last]?.id ?? '', open: new Map(within.flatMap(consumedOf)) }
    },
  }
}

function consumedOf(reader: StepReader): [string, number][] {
  const consumed = reader.consumed()
  return consumed === null ? [] : [[reader.log.id, consumed]]
}

async function bestOf(readers: readonly StepReader[], isBefore: (one: number, other: number) => boolean): Promise<Best> {
  const heads = await Promise.all(readers.map((reader) => reader.head()))
  let best: Best = null
  for (const [index, reader] of readers.entries()) {
    const head = heads[index]
    if (head && (best === null || isBefore(head.at, best.head.at))) best = { reader, head }
  }
  return best
}
