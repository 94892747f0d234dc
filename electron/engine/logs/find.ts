import { packLines } from '../../../shared/log/line-numbers.ts'
import type { LogFound, Stream } from '../../../shared/model/log.ts'
import { closeLog, openLog } from './log-files.ts'
import type { LogFiles, RecordCursor } from './log-index.ts'
import { streamOf } from './log-reader.ts'
import type { Guard } from './matches.ts'
import type { FindOrder } from './orders.ts'
import type { Piece } from './pieces.ts'
import { matches, nextLine } from './scan.ts'

/** The longest time without an event. */
const newsMs = 100
const mostNumbers = 200_000

/** The numbers of the lines that match. */
export async function* find(order: FindOrder, pattern: RegExp, guard: Guard): AsyncGenerator<LogFound> {
  const files = await openLog(order.path)
  if (!files) return yield { lines: '', found: 0, next: order.from, bytes: 0, size: 0 }
  try {
    yield* findIn(files, order, pattern, guard)
  } finally {
    await closeLog(files)
  }
}

async function* findIn(files: LogFiles, order: FindOrder, pattern: RegExp, guard: Guard): AsyncGenerator<LogFound> {
  const news = createNews(files.bytes)
  let next = order.from
  let sentAt = performance.now()
  let bytes = files.bytes
  for await (const { piece, places, numbers, cursor } of matches(files, order, pattern, guard)) {
    for (let at = 0; at < places.length; at += 2) {
      const place = places[at] ?? 0
      // First, because the start of the line is before the place.
      if (order.stream !== null && (await streamAt(piece, place, cursor)) !== order.stream) continue
      const n = numbers.at(piece, piece.offset + place)
      news.add(typeof n === 'number' ? n : await n)
    }
    bytes = piece.offset + (piece.lineLength ?? piece.bytes.length)
    const isLast = bytes >= files.bytes - 1
    if (!isLast && news.count() < mostNumbers && performance.now() - sentAt < newsMs) continue
    next = await nextLine(piece, numbers, order.ended)
    sentAt = performance.now()
    if (!isLast) yield news.take(next, bytes)
  }
  yield news.take(next, files.bytes)
}

async function streamAt({ bytes, offset }: Piece, place: number, cursor: RecordCursor): Promise<Stream> {
  const start = place === 0 ? 0 : bytes.lastIndexOf(10, place - 1) + 1
  return streamOf(cursor.now(offset + start) ?? (await cursor.at(offset + start)), bytes.subarray(start))
}

function createNews(size: number) {
  let numbers: number[] = []
  let last = 0
  let found = 0
  return {
    add: (n: number): void => void numbers.push(n),
    count: () => numbers.length,
    take(next: number, bytes: number): LogFound {
      const lines = packLines(numbers, last)
      found += numbers.length
      last = numbers.at(-1) ?? last
      numbers = []
      return { lines, found, next, bytes, size }
    },
  }
}
