import type { QueueState } from '../store/queues.ts'

/** The concurrency limits of this process, in total and per queue. */
export function createSlots(most: number) {
  const taken = new Map<string, number>()
  let busy = 0
  let limit = most

  return {
    get free(): number {
      return Math.max(0, limit - busy)
    },
    get most(): number {
      return limit
    },
    busy: (): number => busy,
    freeIn: ({ name, cap }: QueueState): number =>
      cap === null ? Number.POSITIVE_INFINITY : Math.max(0, cap - (taken.get(name) ?? 0)),
    take(queue: string): void {
      busy++
      taken.set(queue, (taken.get(queue) ?? 0) + 1)
    },
    leave(queue: string): void {
      busy--
      taken.set(queue, (taken.get(queue) ?? 1) - 1)
    },
    setMost: (value: number): void => void (limit = value),
  }
}
