import { create } from 'zustand'

/** An action on several things that is at work in this window. */
export type BulkWork = {
  id: number
  /** "Delete 20 jobs" */
  name: string
  /** Of how many it is known how it ended, and of how many in all. */
  done: number
  total: number
  /** Nothing more is begun from then on. */
  cancel(): void
}

export const useBulkWorks = create<{ works: BulkWork[] }>(() => ({ works: [] }))

let last = 0

/** Shows it until `end`; returns how to say how far it is. */
export function beginWork(name: string, total: number, cancel: () => void) {
  const id = ++last
  const change = (with_: (works: BulkWork[]) => BulkWork[]) => useBulkWorks.setState(({ works }) => ({ works: with_(works) }))
  change((works) => [...works, { id, name, done: 0, total, cancel }])
  return {
    step: () => change((works) => works.map((work) => (work.id === id ? { ...work, done: work.done + 1 } : work))),
    end: () => change((works) => works.filter((work) => work.id !== id)),
  }
}
