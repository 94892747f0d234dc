import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual'
import { type RefObject, useEffect, useRef } from 'react'
import type { Definition } from '../../../shared/flow/definition.ts'
import type { HistoryEvent } from '../../../shared/flow/events.ts'
import { ByActor } from '../../by-actor.tsx'
import { cx } from '../../ui/class-names.ts'
import { instantInSeconds, Moment } from '../../ui/time.tsx'
import { eventFacts, eventTitle } from './event-text.ts'
import { historyWords } from './words/flow.ts'

const rowHeight = 30

type Rows = { rows: Virtualizer<HTMLDivElement, Element>; scroller: RefObject<HTMLDivElement | null> }

/** The rows of the list, which stays at the newest event while `isAtEnd`. */
export function useEventRows(count: number, isAtEnd: boolean): Rows {
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 20,
  })
  useEffect(() => {
    if (isAtEnd && count > 0) rows.scrollToIndex(count - 1)
  }, [isAtEnd, count, rows])
  return { rows, scroller }
}

type Choosing = { definition: Definition; n: number; onChoose(n: number): void }

/** Every event; the one with the number `n` is selected. */
export function EventList({ rows, scroller, events, definition, n, onChoose }: Rows & Choosing & { events: HistoryEvent[] }) {
  const last = events.length
  return (
    <div
      ref={scroller}
      role="listbox"
      aria-label={historyWords.events}
      aria-activedescendant={`event-${n}`}
      tabIndex={0}
      onKeyDown={(event) => {
        const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 20, PageUp: -20, Home: -last, End: last }[event.key]
        if (step === undefined) return
        event.preventDefault()
        onChoose(n + step)
      }}
      className="min-w-0 flex-1 overflow-auto outline-offset-[-2px]"
    >
      <div className="relative" style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, start }) => {
          const event = events[index]
          return event && <EventRow key={event.n} event={event} definition={definition} n={n} top={start} onChoose={onChoose} />
        })}
      </div>
    </div>
  )
}

function EventRow({ event, definition, n, top, onChoose }: Choosing & { event: HistoryEvent; top: number }) {
  return (
    <div
      id={`event-${event.n}`}
      role="option"
      aria-selected={event.n === n}
      tabIndex={-1}
      onPointerDown={() => onChoose(event.n)}
      className={cx(
        'absolute inset-x-0 flex items-center gap-3 border-b border-rule px-4',
        event.n === n ? 'bg-selected' : event.n > n ? 'text-ink-3' : 'hover:bg-hover',
      )}
      style={{ top, height: rowHeight }}
    >
      <span className="w-10 shrink-0 text-right text-sm text-ink-2 tabular-nums">{event.n}</span>
      <Moment at={event.at} className="w-32 shrink-0 truncate text-sm text-ink-2 tabular-nums max-[1100px]:hidden">
        {instantInSeconds(event.at)}
      </Moment>
      <span className="w-32 shrink-0 font-medium">{eventTitle(event, definition)}</span>
      <span className="min-w-0 truncate text-sm text-ink-2">{eventFacts(event).join(' · ')}</span>
      <ByActor actor={event.actor} className="ml-auto max-w-48 shrink-0 truncate text-sm text-ink-2" />
    </div>
  )
}
