import { useEffect } from 'react'
import { giveHeldKeysSoon, holdKeys } from '../../../ui/held-keys.ts'
import { useKeys } from '../../../ui/keys.ts'

/** A log that takes longer to open leaves the keys to the page. */
const longestMs = 10_000

let shown = 0
let askedAt = Number.NEGATIVE_INFINITY

/** In place of a log that is being read: its find field gets the focus as soon as it is there, and what was typed meanwhile. */
export function FindAhead() {
  useKeys({
    findInLog: () => {
      askedAt = performance.now()
      holdKeys(longestMs)
    },
  })
  useEffect(() => {
    shown++
    return () => {
      shown--
      queueMicrotask(() => {
        // No log came: the person went elsewhere.
        if (shown === 0 && takeFind()) giveHeldKeysSoon()
      })
    }
  }, [])
  return null
}

/** Whether the find field was asked for before it was there. */
export function takeFind(): boolean {
  const isAsked = performance.now() - askedAt < longestMs
  askedAt = Number.NEGATIVE_INFINITY
  return isAsked
}
