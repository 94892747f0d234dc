import { parentPort, workerData } from 'node:worker_threads'
import { buildLevels, classifyLog } from './build-levels.ts'
import { find, patternOf } from './find.ts'
import type { FindOrder, LevelsOrder, OrderKind, SearchOrder } from './orders.ts'
import { scan, type Test } from './scan.ts'
import { cells, mostWaiting, type SearchThread } from './search-thread.ts'

/** A thread of its own: reads one log, sends results no faster than they are read, and ends. */
const { kind, order, shared } = workerData as SearchThread & { kind: OrderKind; order: unknown }

/** The progress is odd while the pattern is being tested, so that one that never ends is noticed. */
function tester(pattern: RegExp): Test {
  return (text, line) => {
    shared[cells.line] = line
    Atomics.add(shared, cells.tests, 1)
    const passes = pattern.test(text)
    Atomics.add(shared, cells.tests, 1)
    return passes
  }
}

async function post(results: AsyncIterable<unknown>): Promise<void> {
  for await (const result of results) {
    parentPort?.postMessage(result)
    const waiting = Atomics.add(shared, cells.waiting, 1) + 1
    if (waiting >= mostWaiting) Atomics.wait(shared, cells.waiting, waiting)
  }
}

const work = {
  search: (order: SearchOrder) => post(scan(order, tester(new RegExp(order.pattern)))),
  find: (order: FindOrder) => post(find(order, tester(patternOf(order)))),
  levels: (order: LevelsOrder) => post(classifyLog(order)),
  index: (order: LevelsOrder) => post(buildLevels(order)),
}

await work[kind](order as never)
