import { useEffect, useRef, useState } from 'react'
import { unpackLines } from '../../../../shared/log/line-numbers.ts'
import type { LogSize, Stream } from '../../../../shared/model/log.ts'
import { client, codeOf, messageOf } from '../../../api/client.ts'
import { useConnection } from '../../../api/connection.ts'
import { type LineSet, noLines, withLines } from './line-set.ts'
import type { Place } from './place.ts'

export type FindOrder = { text: string; regex: boolean; case: boolean; word: boolean; stream?: Stream }

export type Found = {
  hits: LineSet
  /** Null: the log was searched up to its present end. Else the part that was, from 0 to 1. */
  share: number | null
  problem: string | null
  /** The pattern is valid, and takes too long. */
  isSlow: boolean
  note: string | null
}

const nothing: Found = { hits: noLines, share: 0, problem: null, isSlow: false, note: null }

/** How soon, at the earliest, lines that were written since are searched. */
const againMs = 300

/** The lines of a whole log that match, as they are found; goes on while the log grows. Null: nothing is looked for. */
export function useFound(place: Place, order: FindOrder | null, size: LogSize, onShorter: () => void = () => {}): Found | null {
  const key = order === null ? null : JSON.stringify([order, place])
  const [state, setState] = useState<{ key: string | null; found: Found }>({ key: null, found: nothing })
  const connections = useConnection(({ times }) => times)
  const latest = useRef(size)
  latest.current = size
  const wake = useRef<(() => void) | null>(null)
  useEffect(() => wake.current?.(), [size.bytes, size.ended])
  const wanted = useRef({ place, order, onShorter })
  wanted.current = { place, order, onShorter }

  // Another connection is a reason to start again.
  useEffect(() => {
    const { place, order } = wanted.current
    if (key === null || order === null) return
    const abort = new AbortController()
    const report = (found: Found): void => void (abort.signal.aborted || setState({ key, found }))
    const grown = (): Promise<void> =>
      new Promise((resolve) => {
        wake.current = resolve
        abort.signal.addEventListener('abort', () => resolve())
      })
    // Part of the log may have been deleted since its size was read.
    const seen = (bytes: number): void => {
      if (latest.current.ended && bytes < latest.current.bytes && !abort.signal.aborted) wanted.current.onShorter()
    }
    void search({ place, order, signal: abort.signal, report, hasEnded: () => latest.current.ended, grown, seen })
    return () => abort.abort()
  }, [key, connections])

  if (key === null) return null
  return state.key === key ? state.found : nothing
}

type Search = {
  place: Place
  order: FindOrder
  signal: AbortSignal
  report(found: Found): void
  hasEnded(): boolean
  grown(): Promise<void>
  /** How long the log was when it had been searched. */
  seen(bytes: number): void
}

async function search({ place, order, signal, report, hasEnded, grown, seen }: Search): Promise<void> {
  let found = nothing
  let from = 1
  try {
    while (!signal.aborted) {
      const isLast = hasEnded()
      let [after, bytes] = [0, 0]
      for await (const event of await client.logs.find({ ...place, ...order, from }, { signal })) {
        const numbers = unpackLines(event.lines, after)
        after = numbers.at(-1) ?? after
        from = event.next
        bytes = event.size
        const share = event.size === 0 ? 1 : Math.min(1, event.bytes / event.size)
        found = { ...found, hits: withLines(found.hits, numbers), share, note: event.note ?? found.note }
        report(found)
      }
      found = { ...found, share: null }
      report(found)
      if (isLast) return seen(bytes)
      await Promise.all([hasEnded() ? null : grown(), new Promise((resolve) => setTimeout(resolve, againMs))])
    }
  } catch (error) {
    // A connection that is gone says so itself.
    if (signal.aborted || useConnection.getState().state !== 'open') return
    // What is no pattern was not asked for.
    const isSlow = order.regex && codeOf(error) === 'invalid'
    report({ ...found, share: null, problem: messageOf(error), isSlow })
  }
}
