import { useEffect, useRef, useState } from 'react'
import { navigate, useLocationProperty } from 'wouter/use-browser-location'
import { hashOf, linesOf } from './log-link.ts'
import type { Range } from './row-model.ts'
import { rangeOf, type Selection } from './selection.ts'

export type SelectedLines = {
  selection: Selection | null
  /** The lines that a link names, until others are selected. */
  target: Range | null
  select(selection: Selection | null): void
}

/** A drag changes the selection with each move: the address follows when it rests. */
const restMs = 200

/** The lines that the address of a run's page names in `#L120-131`. */
export const linesInAddress = (run: { number: number; id: string }): Range | null =>
  isPageOf(run) ? linesOf(location.hash) : null

/** Whether this window shows the page of the run, whose address says what is seen of its log. */
export const isPageOf = ({ number, id }: { number: number; id: string }): boolean =>
  [number, id].some((ref) => location.pathname === `/runs/${ref}` || location.pathname.startsWith(`/runs/${ref}/`))

/** The selected lines. On the page of the run, they are in the address; `onTarget` shows those of a link. */
export function useLinesLink(run: { number: number; id: string }, onTarget: (lines: Range) => void): SelectedLines {
  const hash = useLocationProperty(() => (isPageOf(run) ? location.hash : ''))
  const [target, setTarget] = useState<Range | null>(() => linesInAddress(run))
  const [selection, setSelection] = useState<Selection | null>(target && { anchor: target.from, focus: target.to })
  const latest = useRef(selection)
  const show = useRef(onTarget)
  show.current = onTarget
  const seen = useRef(hash)
  seen.current = hash

  useEffect(() => {
    const named = linesOf(hash)
    const known = latest.current && rangeOf(latest.current)
    if (named === null || (known && known.from === named.from && known.to === named.to)) return
    latest.current = { anchor: named.from, focus: named.to }
    setSelection(latest.current)
    setTarget(named)
    show.current(named)
  }, [hash])

  useEffect(() => {
    const timer = setTimeout(() => {
      const wanted = selection === null ? '' : hashOf(rangeOf(selection))
      if (!isPageOf(run) || location.hash === wanted || (wanted === '' && linesOf(location.hash) === null)) return
      // A link that was followed a moment ago, and not selected yet, stays.
      if (location.hash !== seen.current) return
      navigate(location.pathname + location.search + wanted, { replace: true, state: history.state })
    }, restMs)
    return () => clearTimeout(timer)
  }, [run, selection])

  return {
    selection,
    target,
    select(next) {
      latest.current = next
      setSelection(next)
      setTarget(null)
    },
  }
}
