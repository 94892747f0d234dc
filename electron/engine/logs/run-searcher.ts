import { parentPort, workerData } from 'node:worker_threads'
import { unpackLines } from '../../../shared/log/line-numbers.ts'
import { textPattern } from '../../../shared/log/text-pattern.ts'
import { withoutEscapes } from '../../../shared/log/without-escapes.ts'
import type { LogLine } from '../../../shared/model/log.ts'
import { createByteSearch } from './byte-search/byte-search.ts'
import { find } from './find.ts'
import {
  type Excerpt,
  excerptOf,
  type FoundInLog,
  type LogAnswer,
  type LogToSearch,
  type ThreadAnswer,
  type ThreadOrder,
  type WantedText,
} from './found-in-log.ts'
import { goneOf, shortenedOf } from './gone.ts'
import { spanOfLine } from './line-bytes.ts'
import { withLog } from './log-files.ts'
import type { LogFiles } from './log-index.ts'
import { readLines } from './log-reader.ts'
import { createMatcher, type Matcher } from './matcher.ts'
import { cells, createGuard, type SearchThread } from './search-thread.ts'
import { readSmallLog } from './small-log.ts'

/** A thread that searches logs one after the other, as it is told, until it is ended. */
const { shared } = workerData as SearchThread
const guard = createGuard(shared)
const byteSearch = createByteSearch()

type Wanted = { pattern: RegExp; matcher: Matcher }

let newest: { key: string; wanted: Wanted } | null = null

function wantedOf(query: WantedText): Wanted {
  const key = JSON.stringify(query)
  if (newest?.key === key) return newest.wanted
  const pattern = textPattern(query)
  const wanted = { pattern, matcher: createMatcher(pattern, guard, byteSearch) }
  newest = { key, wanted }
  return wanted
}

const nothing: FoundInLog = { count: 0, lines: [] }

/** Most logs are small and do not have the text: then nothing else of them is read. */
async function searchLog(log: LogToSearch, wanted: Wanted): Promise<LogAnswer> {
  const { matcher } = wanted
  const file = readSmallLog(log.path, matcher.room)
  if (file === null) {
    const gone = log.ended ? await goneOf(log.path, log) : null
    return gone ? { ...nothing, bytes: null, gone } : 'silent'
  }
  const { size, changedAt, bytes } = file
  const isIn = bytes === null || matcher.find({ bytes }, false, 1).count > 0
  const gone = log.ended ? shortenedOf(size, changedAt, log) : null
  return { ...(isIn ? await findLines(log, wanted) : nothing), bytes: size, gone }
}

async function findLines({ path, ended, lines: most }: LogToSearch, wanted: Wanted): Promise<FoundInLog> {
  const first: number[] = []
  let count = 0
  let last = 0
  for await (const { lines, found } of find({ path, ended, stream: null, from: 1 }, wanted.matcher)) {
    if (count < most) {
      const numbers = unpackLines(lines, last)
      last = numbers.at(-1) ?? last
      first.push(...numbers.slice(0, most - first.length))
    }
    count = found
  }
  return { count, lines: first.length === 0 ? [] : await readFirst(path, first, ended, wanted) }
}

const readFirst = (path: string, numbers: number[], ended: boolean, wanted: Wanted): Promise<Excerpt[]> =>
  withLog(path, [], async (files) => {
    const lines: Excerpt[] = []
    for (const n of numbers)
      for (const line of await readLines(files, n, 1, ended))
        lines.push(excerptOf({ ...line, text: await textWithMatch(files, line, wanted) }, wanted.pattern))
    return lines
  })

/** Of a long line that has the text further on, the part around it. */
async function textWithMatch(files: LogFiles, { n, text, cut, open }: LogLine, { pattern, matcher }: Wanted): Promise<string> {
  if (cut === 0 || pattern.test(withoutEscapes(text))) return text
  const span = await spanOfLine(files, n, !open)
  return (span && (await matcher.findInLine(files.log, span, n))?.text) || text
}

const problem = (error: unknown): ThreadAnswer => ({ error: error instanceof Error ? error.message : String(error) })

parentPort?.on('message', async ({ query, logs }: ThreadOrder) => {
  const wanted = wantedOf(query)
  const answers: ThreadAnswer[] = []
  for (const [at, log] of logs.entries()) {
    Atomics.store(shared, cells.log, at)
    answers.push(await searchLog(log, wanted).then((found): ThreadAnswer => ({ found }), problem))
  }
  parentPort?.postMessage(answers)
})
