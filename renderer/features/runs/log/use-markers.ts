import { useEffect, useReducer, useRef, useState } from 'react'
import { client } from '../../../api/client.ts'
import { type Marker, markerOf, markerText } from './folds.ts'
import type { Place } from './place.ts'
import type { Grown } from './tail.ts'

/** Groups beyond so many marks stay unfolded. */
const mostMarkers = 20_000
/** How often, at most, lines that came faster than they were sent are searched. */
const searchMs = 2_000

/** The lines that begin and end groups: found by a search in what was there before, and in the new lines as they come. */
export function useMarkers({ ref, node }: Place, { size, tail }: Grown): readonly Marker[] {
  const [markers, setMarkers] = useState<readonly Marker[]>([])
  const [looks, lookAgain] = useReducer((count: number) => count + 1, 0)
  /** Up to this line all markers are known. */
  const knownTo = useRef(0)
  const searching = useRef<AbortController | null>(null)
  useEffect(() => () => searching.current?.abort(), [])

  // The end of a search (`looks`) is a reason to look again.
  useEffect(() => {
    const whole = tail.filter(({ open }) => !open)
    const first = whole[0]
    if (!first || searching.current) return
    if (first.n <= knownTo.current + 1) {
      const found = whole.filter(({ n }) => n > knownTo.current).flatMap((line) => markerOf(line) ?? [])
      knownTo.current = Math.max(knownTo.current, whole.at(-1)?.n ?? 0)
      if (found.length > 0) setMarkers((before) => [...before, ...found].slice(0, mostMarkers))
      return
    }
    const abort = new AbortController()
    searching.current = abort
    const again = () => {
      searching.current = null
      if (!abort.signal.aborted) lookAgain()
    }
    const wanted = { ref, attempt: size.attempt, from: knownTo.current + 1, ...(node === undefined ? {} : { node }) }
    findMarkers(wanted, abort.signal).then(
      ({ found, next }) => {
        knownTo.current = next - 1
        if (found.length > 0) setMarkers((before) => [...before, ...found].slice(0, mostMarkers))
        // A log that grows is searched now and then; one that has ended, once more.
        if (size.ended) again()
        else setTimeout(again, searchMs)
      },
      // A search may fail, as when the connection is lost. What is known stays, and the log's next growth tries again.
      () => {
        searching.current = null
      },
    )
  }, [ref, node, size, tail, looks])

  return markers
}

type Wanted = { ref: string; node?: string; attempt: number; from: number }

async function findMarkers(wanted: Wanted, signal: AbortSignal): Promise<{ found: Marker[]; next: number }> {
  const found: Marker[] = []
  let { from: next } = wanted
  for await (const hits of await client.logs.search({ ...wanted, pattern: markerText }, { signal })) {
    found.push(...hits.items.flatMap((line) => markerOf(line) ?? []))
    next = hits.next
    if (found.length >= mostMarkers) return { found, next: Number.MAX_SAFE_INTEGER }
  }
  return { found, next }
}
