import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useKeys } from '../../../ui/keys.ts'
import { searchWords as words } from '../words/search.ts'
import { ResultItem } from './result-row.tsx'
import { resultRows, rowHeight } from './result-rows.ts'
import type { SearchInput, SearchState } from './search-state.ts'

/** Where a person was in the results of a search, for when they come back. */
const places = new Map<string, { current: number; offset: number }>()
const placesKept = 50

/** The runs with the text, newest first, each with its first lines. Only those in view exist. */
export function Results({ query, state }: { query: SearchInput; state: SearchState }) {
  const name = JSON.stringify(query)
  const [place] = useState(() => places.get(name))
  const rows = useMemo(() => resultRows(state.found, query), [state.found, query])
  const [current, setCurrent] = useState(place?.current ?? 0)
  /** Of a held key, presses come faster than the list is drawn. */
  const latest = useRef(current)
  latest.current = current
  const scroller = useRef<HTMLElement>(null)
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => rowHeight[rows[index]?.kind ?? 'line'],
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 20,
    initialOffset: place?.offset ?? 0,
    // The row that has the focus stays, however far the list is scrolled.
    rangeExtractor: (range) =>
      [...new Set([...defaultRangeExtractor(range), Math.min(current, rows.length - 1)])].sort((a, b) => a - b),
  })
  const focus = (index: number): void => {
    const next = Math.min(rows.length - 1, Math.max(0, index))
    latest.current = next
    setCurrent(next)
    list.scrollToIndex(next)
    const link = linkAt(next)
    if (link) link.focus({ preventScroll: true })
    // A row out of view exists once the list has scrolled.
    else requestAnimationFrame(() => linkAt(latest.current)?.focus({ preventScroll: true }))
  }
  const linkAt = (index: number) => scroller.current?.querySelector<HTMLElement>(`[data-row="${index}"]`)
  const hasFocus = () => scroller.current?.contains(document.activeElement) ?? false
  useKeys({
    next: () => focus(hasFocus() ? latest.current + 1 : latest.current),
    previous: () => focus(hasFocus() ? latest.current - 1 : latest.current),
  })

  useEffect(() => {
    if (place) requestAnimationFrame(() => linkAt(place.current)?.focus({ preventScroll: true }))
    return () => {
      places.delete(name)
      places.set(name, { current: latest.current, offset: list.scrollOffset ?? 0 })
      if (places.size > placesKept) places.delete(places.keys().next().value ?? '')
    }
  }, [])

  return (
    <section ref={scroller} aria-label={words.results} className="min-h-0 flex-1 overflow-auto bg-bg">
      <ol className="relative" style={{ height: list.getTotalSize() }}>
        {list.getVirtualItems().map(({ index, start, size, key }) => {
          const row = rows[index]
          return (
            row && (
              <ResultItem
                key={key}
                {...{ row, index, top: start, height: size }}
                isCurrent={index === current}
                onFocus={() => setCurrent(index)}
              />
            )
          )
        })}
      </ol>
    </section>
  )
}
