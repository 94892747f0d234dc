import { messageOf } from './message-of.ts'
import { words } from './words.ts'

/** So many requests are on their way at once. */
const atOnce = 6
/** So many failures are named. */
const named = 3

export type Outcome<T> = { done: T[]; failed: { item: T; message: string }[] }

type Watched = {
  /** One more has ended, either way. */
  step(): void
  /** Nothing more is begun. */
  isOver(): boolean
}
const unwatched: Watched = { step: () => {}, isOver: () => false }

/** Does something with each item, a few at a time; what fails for one does not keep it from the others. */
export async function eachOf<T>(
  items: readonly T[],
  act: (item: T) => Promise<unknown>,
  { step, isOver }: Watched = unwatched,
): Promise<Outcome<T>> {
  const outcome: Outcome<T> = { done: [], failed: [] }
  const left = [...items]
  const work = async () => {
    for (let item = left.shift(); item !== undefined && !isOver(); item = left.shift()) {
      try {
        await act(item)
        outcome.done.push(item)
      } catch (error) {
        outcome.failed.push({ item, message: messageOf(error) })
      }
      step()
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return outcome
}

/** The failures by name: `"Backup": it is gone.` and how many more there are. */
export function failureText<T>(failed: Outcome<T>['failed'], nameOf: (item: T) => string): string {
  const texts = failed.slice(0, named).map(({ item, message }) => `"${nameOf(item)}": ${message}`)
  return [...texts, ...(failed.length > named ? [words.othersFailed(failed.length - named)] : [])].join(' ')
}
