import { useVirtualizer } from '@tanstack/react-virtual'
import { Download, GitFork } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { Run } from '../../../shared/model/run.ts'
import { FlowGraph } from '../../flow-graph/graph.tsx'
import { Button } from '../../ui/button.tsx'
import { cx } from '../../ui/class-names.ts'
import { instantInSeconds, Moment } from '../../ui/time.tsx'
import { EventJson } from './event-json.tsx'
import { eventFacts, eventTitle } from './event-words.ts'
import { ForkDialog } from './fork-dialog.tsx'
import { saveHistory } from './save-history.ts'
import { type FlowHistory, flowEvents, standingAt } from './use-flow-history.ts'

const rowHeight = 30

/** Every event; choosing one shows the run as it stood after it. No run: one of a file, of which nothing can be made here. */
export function FlowHistoryView({ run, history }: { run: Run | null; history: FlowHistory }) {
  const events = useMemo(() => flowEvents(history.events), [history])
  const last = events.length
  const [picked, pick] = useState<number | null>(null)
  const n = Math.min(picked ?? last, last)
  const { state, views, taken } = useMemo(() => standingAt(history, n), [history, n])
  const event = events[n - 1]
  const [forking, setForking] = useState(false)
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({
    count: last,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 20,
  })
  // The list stands where the slider does: at the newest event, unless another one was picked.
  const isAtEnd = picked === null
  useEffect(() => {
    if (isAtEnd && last > 0) rows.scrollToIndex(last - 1)
  }, [isAtEnd, last, rows])
  const choose = (next: number) => {
    const bounded = Math.max(1, Math.min(last, next))
    pick(bounded === last ? null : bounded)
    rows.scrollToIndex(bounded - 1)
  }
  return (
    <div className="flex min-w-0 flex-1 flex-col">
      <div className="flex items-center gap-3 border-b border-rule px-4 py-2">
        <label htmlFor="scrub" className="text-sm text-ink-2">
          After event
        </label>
        <input
          id="scrub"
          type="range"
          min={1}
          max={Math.max(1, last)}
          value={n}
          onChange={(event) => choose(Number(event.target.value))}
          className="min-w-0 flex-1 accent-accent"
        />
        <span className="w-28 text-right text-sm tabular-nums">
          {n.toLocaleString('en')} of {last.toLocaleString('en')}
        </span>
        {run && (
          <>
            <Button
              small
              onClick={() => void saveHistory(run, history)}
              title="To be opened elsewhere, and replayed by lf replay"
            >
              <Download aria-hidden="true" className="size-3.5" />
              Save as a file
            </Button>
            <Button
              small
              disabled={state.stop !== null || state.closed !== null}
              onClick={() => setForking(true)}
              title="Start a new run from this event. Nodes that had ended by then are not run again"
            >
              <GitFork aria-hidden="true" className="size-3.5" />
              Fork from here…
            </Button>
          </>
        )}
      </div>
      <div className="flex min-h-0 flex-1">
        <div
          ref={scroller}
          role="listbox"
          aria-label="Events"
          aria-activedescendant={`event-${n}`}
          tabIndex={0}
          onKeyDown={(event) => {
            const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 20, PageUp: -20, Home: -last, End: last }[event.key]
            if (step === undefined) return
            event.preventDefault()
            choose(n + step)
          }}
          className="min-w-0 flex-1 overflow-auto outline-offset-[-2px]"
        >
          <div className="relative" style={{ height: rows.getTotalSize() }}>
            {rows.getVirtualItems().map(({ index, start }) => {
              const event = events[index]
              if (!event) return null
              return (
                <div
                  key={event.n}
                  id={`event-${event.n}`}
                  role="option"
                  aria-selected={event.n === n}
                  tabIndex={-1}
                  onPointerDown={() => choose(event.n)}
                  className={cx(
                    'absolute inset-x-0 flex items-center gap-3 border-b border-rule px-4',
                    event.n === n ? 'bg-selected' : event.n > n ? 'text-ink-3' : 'hover:bg-hover',
                  )}
                  style={{ top: start, height: rowHeight }}
                >
                  <span className="w-10 shrink-0 text-right text-sm text-ink-2 tabular-nums">{event.n}</span>
                  <Moment at={event.at} className="w-32 shrink-0 truncate text-sm text-ink-2 tabular-nums max-[1100px]:hidden">
                    {instantInSeconds(event.at)}
                  </Moment>
                  <span className="w-32 shrink-0 font-medium">{eventTitle(event, history.definition)}</span>
                  <span className="min-w-0 truncate text-sm text-ink-2">{eventFacts(event).join(' · ')}</span>
                </div>
              )
            })}
          </div>
        </div>
        <div className="flex w-[46%] shrink-0 flex-col border-l border-rule">
          <div className="min-h-0 flex-1">
            <FlowGraph graph={history.definition} views={views} taken={taken} chosen={null} onChoose={() => {}} />
          </div>
          {event && (
            <section
              aria-label={`Event ${event.n}`}
              // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
              tabIndex={0}
              className="max-h-[38%] overflow-auto border-t border-rule p-3"
            >
              <h2 className="mb-1 text-sm font-medium">
                {event.n} {eventTitle(event, history.definition)}
                <Moment at={event.at} className="pl-2 font-normal text-ink-3">
                  {instantInSeconds(event.at)}
                </Moment>
              </h2>
              <ul className="mb-2 text-sm break-words text-ink-2">
                {eventFacts(event).map((fact) => (
                  <li key={fact}>{fact}</li>
                ))}
              </ul>
              <EventJson key={event.n} data={event.data} />
            </section>
          )}
        </div>
      </div>
      {run && forking && (
        <ForkDialog run={run.id} n={n} params={state.params} shared={state.shared} onClose={() => setForking(false)} />
      )}
    </div>
  )
}
