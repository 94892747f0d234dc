import { create } from 'zustand'
import type { Merge } from './differences.ts'

/** Which version a person chose: their own, or the one that another window saved. Null: neither yet. */
export type Choice = 'mine' | 'theirs' | null

export type Conflict = { name: string; merge: Merge<unknown>; choose(choice: Choice): void }

export const useConflict = create<{ conflict: Conflict | null }>(() => ({ conflict: null }))

/** Shows what differs, and waits for the choice. */
export const ask = (name: string, merge: Merge<unknown>): Promise<Choice> =>
  new Promise((resolve) => {
    const choose = (choice: Choice) => {
      useConflict.setState({ conflict: null })
      resolve(choice)
    }
    useConflict.setState({ conflict: { name, merge, choose } })
  })
