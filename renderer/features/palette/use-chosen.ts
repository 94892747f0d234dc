import { type KeyboardEvent, type RefObject, useLayoutEffect, useState } from 'react'
import type { Entry } from './entries.ts'

type Moved = { id: string; byPointer: boolean }

/**
 * The chosen entry of a list that changes while a person types: the first one until they move, also when an answer puts others
 * before it. `choosesFirst`: else none is chosen until they move.
 */
export function useChosen(entries: readonly Entry[], choosesFirst: boolean, list: RefObject<HTMLElement | null>) {
  const [moved, setMoved] = useState<Moved | null>(null)
  const at = entries.findIndex(({ id }) => id === moved?.id)
  const isMoved = at !== -1
  const chosen = isMoved ? entries[at] : choosesFirst ? entries[0] : undefined
  const isByPointer = isMoved && moved?.byPointer === true
  useLayoutEffect(() => {
    if (!isMoved) list.current?.scrollTo({ top: 0 })
    else if (!isByPointer) list.current?.querySelector(`[aria-selected="true"]`)?.scrollIntoView({ block: 'nearest' })
  })

  const moveTo = (entry: Entry | undefined): void => setMoved(entry ? { id: entry.id, byPointer: false } : null)
  const step = (by: 1 | -1): void => {
    const from = chosen ? entries.indexOf(chosen) : by === 1 ? -1 : 0
    moveTo(entries[(from + by + entries.length) % entries.length])
  }
  return {
    chosen,
    point: ({ id }: Entry): void => setMoved((before) => (before?.id === id ? before : { id, byPointer: true })),
    /** After another text was typed. */
    reset: (): void => setMoved(null),
    /** False: it was none of its keys. */
    onKey({ key, metaKey }: Pick<KeyboardEvent, 'key' | 'metaKey'>): boolean {
      if (key === 'Home' || (key === 'ArrowUp' && metaKey)) moveTo(entries[0])
      else if (key === 'End' || (key === 'ArrowDown' && metaKey)) moveTo(entries.at(-1))
      else if (key === 'ArrowDown') step(1)
      else if (key === 'ArrowUp') step(-1)
      else return false
      return true
    },
  }
}
