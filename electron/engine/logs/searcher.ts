import { parentPort, workerData } from 'node:worker_threads'
import { textPattern } from '../../../shared/log/text-pattern.ts'
import { buildLevels, classifyLog } from './build-levels.ts'
import { find } from './find.ts'
import { matchInLine } from './line-bytes.ts'
import { createMatcher } from './matcher.ts'
import type { FindOrder, LevelsOrder, MatchOrder, OrderKind, SearchOrder } from './orders.ts'
import { rebuildIndex } from './rebuild-index.ts'
import { scan } from './scan.ts'
import { cells, createGuard, mostWaiting, type SearchThread } from './search-thread.ts'

/** A thread of its own: reads one log, sends results no faster than they are read, and ends. */
const { kind, order, shared } = workerData as SearchThread & { kind: OrderKind; order: unknown }

const guard = createGuard(shared)

async function post(results: AsyncIterable<unknown>): Promise<void> {
  for await (const result of results) {
    parentPort?.postMessage(result)
    const waiting = Atomics.add(shared, cells.waiting, 1) + 1
    if (waiting >= mostWaiting) Atomics.wait(shared, cells.waiting, waiting)
  }
}

const work = {
  search: (order: SearchOrder) => post(scan(order, createMatcher(new RegExp(order.pattern), guard))),
  find: (order: FindOrder) => post(find(order, createMatcher(textPattern(order), guard))),
  match: async (order: MatchOrder) => parentPort?.postMessage(await matchInLine(order, createMatcher(textPattern(order), guard))),
  levels: (order: LevelsOrder) => post(classifyLog(order)),
  repair: ({ path }: { path: string }) => rebuildIndex(path),
  index: (order: LevelsOrder) => post(buildLevels(order)),
}

await work[kind](order as never)
