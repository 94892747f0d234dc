import { Download, GitFork } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { HistoryEvent } from '../../../shared/flow/events.ts'
import { nodeKeyOf } from '../../../shared/flow/state.ts'
import type { Run } from '../../../shared/model/run.ts'
import { FlowGraph } from '../../flow-graph/graph.tsx'
import { type FlowHistory, flowEvents, standingAt } from '../../flow-run/use-flow-history.ts'
import { Button } from '../../ui/button.tsx'
import { EventDetail } from './event-detail.tsx'
import { EventList, useEventRows } from './event-list.tsx'
import { type Fork, ForkDialog } from './fork-dialog.tsx'
import { saveHistory } from './save-history.ts'
import { historyWords as words } from './words/flow.ts'

/** Every event; selecting one shows the state of the run after it. `run` is null for a history from a file, which offers no actions. */
export function FlowHistoryView({ run, history }: { run: Run | null; history: FlowHistory }) {
  const events = useMemo(() => flowEvents(history.events), [history])
  const last = events.length
  const [picked, pick] = useState<number | null>(null)
  const n = Math.min(picked ?? last, last)
  const { state, views, taken } = useMemo(() => standingAt(history, n), [history, n])
  const hasEnded = state.stop !== null || state.closed !== null
  const event = events[n - 1]
  // A run that is active has more events by the time the dialog is submitted.
  const [fork, setFork] = useState<Fork | null>(null)
  const { rows, scroller } = useEventRows(last, picked === null)
  const choose = (next: number) => {
    const bounded = Math.max(1, Math.min(last, next))
    pick(bounded === last ? null : bounded)
    rows.scrollToIndex(bounded - 1)
  }
  const chooseNode = (node: string | null) => {
    const at = node === null ? -1 : events.findLastIndex((each) => nodeOf(each) === node)
    if (at !== -1) choose(at + 1)
  }
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
      <div className="flex items-center gap-3 border-b border-rule px-4 py-2">
        <label htmlFor="scrub" className="text-sm text-ink-2">
          {words.scrubber}
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
        <span className="w-28 text-right text-sm tabular-nums">{words.place(n, last)}</span>
        {run && (
          <>
            <Button small onClick={() => void saveHistory(run, history)} title={words.saveHint}>
              <Download aria-hidden="true" className="size-3.5" />
              {words.save}
            </Button>
            <Button
              small
              disabled={hasEnded}
              onClick={() => setFork({ n, params: state.params, shared: state.shared })}
              title={hasEnded ? words.noForkHint : words.forkHint}
            >
              <GitFork aria-hidden="true" className="size-3.5" />
              {words.fork}
            </Button>
          </>
        )}
      </div>
      <div className="flex min-h-0 flex-1">
        <EventList rows={rows} scroller={scroller} events={events} definition={history.definition} n={n} onChoose={choose} />
        <div className="flex w-[46%] shrink-0 flex-col border-l border-rule">
          <div className="min-h-0 flex-1">
            <FlowGraph
              graph={history.drawn ?? history.definition}
              views={views}
              taken={taken}
              chosen={picked === null ? null : nodeOf(event)}
              onChoose={chooseNode}
            />
          </div>
          {event && <EventDetail event={event} definition={history.definition} />}
        </div>
      </div>
      {run && fork && <ForkDialog run={run.id} {...fork} onClose={() => setFork(null)} />}
    </div>
  )
}

/** The node that an event is about, or the first that starts with it. */
function nodeOf(event: HistoryEvent | undefined): string | null {
  const { step, begins } = (event?.data ?? {}) as { step?: unknown; begins?: { step?: unknown }[] }
  const named = step ?? begins?.[0]?.step
  return typeof named === 'string' ? nodeKeyOf(named) : null
}
