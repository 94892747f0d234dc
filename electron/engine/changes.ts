import type { Change } from '../../shared/contract/live.ts'
import type { StorageTrouble } from '../../shared/contract/system.ts'
import { createLatch, type Topic } from './events.ts'
import type { Storage } from './storage.ts'
import { changeOf, type StoredEvent } from './store/events.ts'
import type { Store } from './store/store.ts'

const page = 500
/** Further behind than this, it is cheaper to read everything again than to hear it all told. */
const longestTale = 2_000

/** Every change after `since`, or from now on, as it is committed. */
export async function* changes(
  store: Store,
  storage: Pick<Storage, 'trouble'>,
  committed: Topic<StoredEvent[]>,
  since: number | undefined,
  abort: AbortSignal | undefined,
): AsyncGenerator<Change> {
  const latch = createLatch(committed, () => true)
  try {
    let seq = since ?? store.events.newestSeq()
    // A database that was put back from a backup is behind its clients: they must read everything again.
    const gap = store.events.newestSeq() - seq
    if (gap > longestTale || gap < 0) {
      seq = store.events.newestSeq()
      yield { noun: 'reset', seq }
    }
    let told: StorageTrouble | null = null
    while (!abort?.aborted) {
      const trouble = storage.trouble()
      if (trouble !== told) yield { noun: 'system', seq }
      told = trouble
      const events = store.events.since(seq, page)
      for (const event of events) {
        seq = event.seq
        yield changeOf(event)
      }
      if (events.length < page) await latch.wait(abort)
    }
  } finally {
    latch.close()
  }
}
