import { createLinePacker } from '../../../shared/log/line-numbers.ts'
import type { LogFound, Stream } from '../../../shared/model/log.ts'
import { closeLog, openLog } from './log-files.ts'
import type { LogFiles } from './log-index.ts'
import { streamOf } from './log-reader.ts'
import type { Hits, Matcher } from './matcher.ts'
import { type Found, matches } from './matches.ts'
import type { FindOrder } from './orders.ts'

/** The longest time without an event. */
const newsMs = 100
const mostNumbers = 200_000

type Wanted = Pick<FindOrder, 'path' | 'ended' | 'from' | 'stream'>

/** The numbers of the lines that match. */
export async function* find(order: Wanted, matcher: Matcher): AsyncGenerator<LogFound> {
  const files = await openLog(order.path)
  if (!files) return yield { lines: '', found: 0, next: order.from, bytes: 0, size: 0 }
  try {
    yield* findIn(files, order, matcher)
  } finally {
    await closeLog(files)
  }
}

async function* findIn(files: LogFiles, order: Wanted, matcher: Matcher): AsyncGenerator<LogFound> {
  const news = createNews(files.bytes)
  let next = order.from
  let sentAt = performance.now()
  let bytes = files.bytes
  for await (const found of matches(files, order, matcher)) {
    const { piece, line, hits } = found
    const wanted = order.stream === null ? hits : await ofStream(found, order.stream)
    news.add(wanted.lines, wanted.count, line)
    next = found.next
    bytes = piece.offset + (piece.lineLength ?? piece.bytes.length)
    const isLast = bytes >= files.bytes - 1
    if (isLast || (news.count() < mostNumbers && performance.now() - sentAt < newsMs)) continue
    sentAt = performance.now()
    yield news.take(next, bytes)
  }
  yield news.take(next, files.bytes)
}

async function ofStream(
  { piece: { bytes, offset }, hits, cursor }: Found,
  stream: Stream,
): Promise<Pick<Hits, 'lines' | 'count'>> {
  const lines = new Uint32Array(hits.count)
  let count = 0
  for (let hit = 0; hit < hits.count; hit++) {
    const start = hits.startOf(hit)
    const record = cursor.now(offset + start) ?? (await cursor.at(offset + start))
    if (streamOf(record, bytes.subarray(start)) === stream) lines[count++] = hits.lines[hit] as number
  }
  return { lines, count }
}

function createNews(size: number) {
  const packer = createLinePacker()
  let found = 0
  return {
    add: packer.add,
    count: packer.count,
    take(next: number, bytes: number): LogFound {
      found += packer.count()
      const lines = Buffer.from(packer.take()).toString('base64')
      return { lines, found, next, bytes, size }
    },
  }
}
