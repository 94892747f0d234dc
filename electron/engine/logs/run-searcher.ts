import { parentPort, workerData } from 'node:worker_threads'
import { type TextQuery, textPattern } from '../../../shared/log/text-pattern.ts'
import { excerptOf, type FoundInLog, type LogToSearch } from './found-in-log.ts'
import { scan } from './scan.ts'
import { createGuard, type SearchThread } from './search-thread.ts'

/** A thread that searches logs one after the other, as it is told, until it is ended. */
const { query, shared } = workerData as SearchThread & { query: TextQuery }
const pattern = textPattern(query)
const guard = createGuard(shared)

async function searchLog({ path, ended, lines }: LogToSearch): Promise<FoundInLog> {
  const found: FoundInLog = { count: 0, lines: [] }
  for await (const { items } of scan({ path, pattern: pattern.source, from: 1, to: null, ended }, pattern, guard)) {
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
