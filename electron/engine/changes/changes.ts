import type { Change } from '../../../shared/contract/live.ts'
import { createLatch, type Topic } from '../base/topic.ts'
import { changeOf, type StoredEvent } from '../store/events.ts'
import type { Store } from '../store/store.ts'

const page = 500
/** Further behind than this, it is cheaper to read everything again than to hear it all told. */
const longestTale = 2_000

/** Every change after `since`, or from now on, as it is committed. */
export async function* changes(
  store: Store,
  /** What the host has to say of itself. */
  troubles: () => Record<string, unknown>,
  committed: Topic<StoredEvent[]>,
  since: number | undefined,
  abort: AbortSignal | undefined,
): AsyncGenerator<Change> {
  const latch = createLatch(committed, () => true)
  // An announcement without events: something changed that no history keeps, such as a watched folder that is gone.
  let unwritten = 0
  const stopCounting = committed.listen((events) => {
    if (events.length === 0) unwritten++
  })
  try {
    let seq = since ?? store.events.newestSeq()
    // A database that was put back from a backup is behind its clients: they must read everything again.
    const gap = store.events.newestSeq() - seq
    if (gap > longestTale || gap < 0) {
      seq = store.events.newestSeq()
      yield { noun: 'reset', seq }
    }
    let told = '[]'
    let heard = 0
    while (!abort?.aborted) {
      const state = JSON.stringify(Object.values(troubles()).filter((trouble) => trouble !== null))
      const isNews = state !== told || unwritten !== heard
      told = state
      heard = unwritten
      if (isNews) yield { noun: 'system', seq }
      const events = store.events.since(seq, page)
      for (const event of events) {
        seq = event.seq
        yield changeOf(event)
      }
      if (events.length < page) await latch.wait(abort)
    }
  } finally {
    latch.close()
    stopCounting()
  }
}
