import { parentPort, workerData } from 'node:worker_threads'
import { type SearchOrder, scan } from './scan.ts'
import { cells, mostWaiting, type SearchThread } from './search-thread.ts'

/** A thread of its own: searches one log, sends hits no faster than they are read, and ends. */
const { order, shared } = workerData as SearchThread & { order: SearchOrder }
const pattern = new RegExp(order.pattern)

/** Odd while the pattern is being tested, so that one that never ends is noticed. */
function test(text: string): boolean {
  Atomics.add(shared, cells.tests, 1)
  const passes = pattern.test(text)
  Atomics.add(shared, cells.tests, 1)
  return passes
}

for await (const hits of scan(order, (text, line) => {
  shared[cells.line] = line
  return test(text)
})) {
  parentPort?.postMessage(hits)
  const waiting = Atomics.add(shared, cells.waiting, 1) + 1
  if (waiting >= mostWaiting) Atomics.wait(shared, cells.waiting, waiting)
}
