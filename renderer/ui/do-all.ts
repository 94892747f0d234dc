import { eachOf, failureText } from './each-of.ts'
import { toast, toastError } from './toasts.tsx'

type Told<T> = {
  items: readonly T[]
  nameOf(item: T): string
  act(item: T): Promise<unknown>
  /** "job", "jobs" */
  nouns: readonly [one: string, several: string]
  /** "Disabled" */
  done: string
  /** "disable" */
  verb: string
  /** Takes back what was done. */
  undo?: (items: T[]) => unknown
}

/** Does something with each of several things, and tells the person how many it was done with and, by name, what failed. */
export async function doAll<T>({ items, nameOf, act, nouns: [one, several], done, verb, undo }: Told<T>): Promise<void> {
  const outcome = await eachOf(items, act)
  const { done: changed, failed } = outcome
  if (changed.length > 0)
    toast(
      `${done} ${changed.length.toLocaleString('en')} ${changed.length === 1 ? one : several}`,
      undo ? { undo: () => void undo(changed) } : {},
    )
  if (failed.length > 0)
    toastError(
      `Could not ${verb} ${failed.length.toLocaleString('en')} of ${items.length.toLocaleString('en')} ${several}`,
      new Error(failureText(failed, nameOf)),
    )
}
