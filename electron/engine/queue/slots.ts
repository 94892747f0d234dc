import { checkQueue, checksAtOnce } from '../../../shared/model/conditions.ts'
import { hookQueue, hooksAtOnce } from '../../../shared/model/hook.ts'
import type { QueueState } from '../store/queues.ts'

export type Slots = ReturnType<typeof createSlots>

/** The queues of what LocalFlow starts around runs, with their own limits: what hangs there holds up no work, and work holds it up neither. */
const apart: ReadonlyMap<string, number> = new Map([
  [hookQueue, hooksAtOnce],
  [checkQueue, checksAtOnce],
])
export const queuesApart = [...apart.keys()]

/** How many tasks of a queue may run at the same time; null: no limit of its own. */
export const mostIn = ({ name, cap }: Pick<QueueState, 'name' | 'cap'>): number | null => cap ?? apart.get(name) ?? null

export const isApart = (queue: string): boolean => apart.has(queue)

/** The concurrency limits of this process, in total and per queue. */
export function createSlots(most: number) {
  const taken = new Map<string, number>()
  let busy = 0
  let limit = most

  function count(queue: string, by: number): void {
    if (!isApart(queue)) busy += by
    taken.set(queue, (taken.get(queue) ?? 0) + by)
  }

  return {
    get free(): number {
      return Math.max(0, limit - busy)
    },
    get most(): number {
      return limit
    },
    busy: (): number => busy,
    freeIn(queue: QueueState): number {
      const cap = mostIn(queue)
      return cap === null ? Number.POSITIVE_INFINITY : Math.max(0, cap - (taken.get(queue.name) ?? 0))
    },
    take: (queue: string): void => count(queue, 1),
    leave: (queue: string): void => count(queue, -1),
    setMost: (value: number): void => void (limit = value),
  }
}
