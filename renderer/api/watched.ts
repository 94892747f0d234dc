import { useEffect } from 'react'

const counts = new Map<string, number>()

/** A person has the run on the screen: its end needs no message of its own. */
export function useWatched(id: string): void {
  useEffect(() => {
    counts.set(id, (counts.get(id) ?? 0) + 1)
    return () => {
      const left = (counts.get(id) ?? 1) - 1
      left === 0 ? counts.delete(id) : counts.set(id, left)
    }
  }, [id])
}

export const isWatched = (id: string): boolean => counts.has(id) && document.visibilityState === 'visible'
