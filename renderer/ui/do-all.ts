import { beginWork } from './bulk-work.ts'
import { eachOf, failureText } from './each-of.ts'
import { toast, toastError } from './toasts.tsx'

/** So many runs start only after a question: one key would start them all. */
export const asksFrom = 10

type Told<T> = {
  items: readonly T[]
  nameOf(item: T): string
  act(item: T): Promise<unknown>
  /** "Disable 3 jobs", while it is at work. */
  working(count: number): string
  /** "Disabled 3 jobs" */
  done(count: number): string
  /** "Could not disable 2 of 5 jobs" */
  failed(count: number, all: number): string
  /** Takes back what was done. */
  undo?: (items: T[]) => unknown
}

/** Does something with each of several things, and tells the person how many it was done with and, by name, what failed. */
export async function doAll<T>({ items, nameOf, act, working, done, failed, undo }: Told<T>): Promise<void> {
  let isOver = false
  const work = beginWork(working(items.length), items.length, () => {
    isOver = true
  })
  const outcome = await eachOf(items, act, { step: work.step, isOver: () => isOver })
  work.end()
  if (outcome.done.length > 0) toast(done(outcome.done.length), undo ? { undo: () => void undo(outcome.done) } : {})
  if (outcome.failed.length > 0)
    toastError(failed(outcome.failed.length, items.length), new Error(failureText(outcome.failed, nameOf)))
}
