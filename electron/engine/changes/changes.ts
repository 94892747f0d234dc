import type { Change } from '../../../shared/contract/live.ts'
import type { SystemInfo } from '../../../shared/contract/system.ts'
import { createLatch, createTopic, type Topic } from '../base/topic.ts'
import { changeOf, type StoredEvent } from '../store/events.ts'
import type { Store } from '../store/store.ts'
import { createInbox, type Notice } from './notices.ts'

const page = 500
/** A client that is further behind than this reads everything again, which is cheaper than all of the changes. */
const longestTale = 2_000

type Parts = {
  store: Pick<Store, 'events'>
  troubles: () => Pick<SystemInfo, 'storage' | 'runnerProblem'>
  committed: Topic<StoredEvent[]>
  notices: Topic<Notice>
}

/** Every event after `since`, or from now on, as it is committed, and every notice as it comes. */
export async function* changes(
  { store, troubles, committed, notices }: Parts,
  since: number | undefined,
  abort: AbortSignal | undefined,
): AsyncGenerator<Change> {
  const news = createTopic<void>()
  const latch = createLatch(news, () => true)
  const inbox = createInbox()
  /** No row of the history says that a job's run started. */
  let starts: StoredEvent[] = []
  const stops = [
    committed.listen((events) => {
      starts.push(...events.filter(({ isStart }) => isStart))
      news.tell()
    }),
    notices.listen((notice) => {
      inbox.add(notice)
      news.tell()
    }),
  ]
  // Trouble that started before the client subscribed: the client may have read `system.info` before that.
  const { storage, runnerProblem } = troubles()
  if (storage) inbox.add({ noun: 'system', type: 'storage' })
  if (runnerProblem) inbox.add({ noun: 'system', type: 'runner' })
  try {
    let seq = since ?? store.events.newestSeq()
    // A database that was restored from a backup is behind its clients: they must read everything again.
    const gap = store.events.newestSeq() - seq
    if (gap > longestTale || gap < 0) {
      seq = store.events.newestSeq()
      yield { noun: 'reset', seq }
    } else if (since !== undefined) starts.push(...store.events.startedSince(seq))
    while (!abort?.aborted) {
      if (starts.length > longestTale) {
        starts = []
        yield { noun: 'reset', seq }
      }
      const events = store.events.since(seq, page)
      const isLastPage = events.length < page
      const end = isLastPage ? store.events.newestSeq() : (events.at(-1)?.seq ?? seq)
      // Taken now: while a client reads, others come, which may follow events of the next page.
      const reached = starts.filter((start) => start.seq <= end)
      starts = starts.filter((start) => start.seq > end)
      for (const event of [...events, ...reached].sort((a, b) => a.seq - b.seq)) {
        seq = event.seq
        yield changeOf(event)
      }
      if (!isLastPage) continue
      yield* inbox.take(seq)
      await latch.wait(abort)
    }
  } finally {
    latch.close()
    for (const stop of stops) stop()
  }
}
