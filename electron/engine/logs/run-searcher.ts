import { parentPort, workerData } from 'node:worker_threads'
import { type TextQuery, textPattern } from '../../../shared/log/text-pattern.ts'
import { withoutEscapes } from '../../../shared/log/without-escapes.ts'
import { excerptOf, type FoundInLog, type LogToSearch } from './found-in-log.ts'
import { scan } from './scan.ts'
import { cells, type SearchThread } from './search-thread.ts'

/** A thread that searches logs one after the other, as it is told, until it is ended. */
const { query, shared } = workerData as SearchThread & { query: TextQuery }
const pattern = textPattern(query)
// Only a text that is nothing but itself is found by its bytes.
const source = query.case && !query.word && !query.regex ? query.text : `(?:${pattern.source})`

/** Odd while the pattern is being tested, so that one that never ends is noticed. */
function test(text: string, line: number): boolean {
  shared[cells.line] = line
  Atomics.add(shared, cells.tests, 1)
  const passes = pattern.test(withoutEscapes(text))
  Atomics.add(shared, cells.tests, 1)
  return passes
}

async function searchLog({ path, ended, lines }: LogToSearch): Promise<FoundInLog> {
  const found: FoundInLog = { count: 0, lines: [] }
  for await (const { items } of scan({ path, pattern: source, from: 1, to: null, ended }, test)) {
    found.count += items.length
    for (const line of items.slice(0, lines - found.lines.length)) found.lines.push(excerptOf(line, pattern))
  }
  return found
}

parentPort?.on('message', async (log: LogToSearch) => {
  const answer = await searchLog(log).catch((error: unknown) => ({
    error: error instanceof Error ? error.message : String(error),
  }))
  parentPort?.postMessage(answer)
})
