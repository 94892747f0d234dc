import { AppError } from '../../../shared/errors.ts'
import type { Queue } from '../../../shared/model/task.ts'
import type { Clock } from '../base/clock.ts'
import type { QueueRow } from '../store/queues.ts'
import type { Store } from '../store/store.ts'
import { mostIn } from './slots.ts'

export type QueueActions = ReturnType<typeof createQueueActions>

/** Named queues: their queued tasks, and whether those may start. Errors are not-found, conflict (not empty). */
export function createQueueActions(store: Store, clock: Clock) {
  function withCounts(row: QueueRow): Queue {
    const counts = store.tally.of(row.name)
    const limit = mostIn(row)
    return { ...row, ...counts, cap: limit, limit, free: limit === null ? null : Math.max(0, limit - counts.running) }
  }

  function find(name: string): QueueRow {
    const row = store.queues.get(name)
    if (!row) throw new AppError('not-found', `There is no queue "${name}".`)
    return row
  }

  async function change(name: string, type: string, over: (row: QueueRow) => Partial<QueueRow>): Promise<Queue> {
    const row = await store.submit('save a queue', () => {
      const before = find(name)
      const now = clock.now()
      const after = { ...before, ...over(before), changedAt: now }
      store.queues.update(after, now)
      store.events.append({ at: now, noun: 'queue', id: name, type, data: { cap: after.cap, note: after.note } })
      store.asks.wake('dispatcher')
      return find(name)
    })
    return withCounts(row)
  }

  return {
    list: (): Queue[] => store.queues.list().map(withCounts),
    setCap: (name: string, cap: number | null): Promise<Queue> => change(name, 'capped', () => ({ cap })),
    pause: (name: string, note: string | undefined): Promise<Queue> =>
      change(name, 'paused', () => ({ state: 'paused', note: note ?? null })),
    drain: (name: string, note: string | undefined): Promise<Queue> =>
      change(name, 'draining', () => ({ state: 'draining', note: note ?? null })),
    resume: (name: string): Promise<Queue> => change(name, 'resumed', () => ({ state: 'open', note: null })),
    remove: (name: string): Promise<{ name: string }> =>
      store.submit('delete a queue', () => {
        find(name)
        if (name === 'default')
          throw new AppError('conflict', 'Could not remove the default queue: runs without a queue go there.')
        if (store.tasks.anyOf(name))
          throw new AppError(
            'conflict',
            `Could not remove the queue "${name}": it still has runs. Cancel them, or wait until they end.`,
          )
        store.queues.remove(name)
        store.events.append({ at: clock.now(), noun: 'queue', id: name, type: 'removed', data: {} })
        return { name }
      }),
  }
}
