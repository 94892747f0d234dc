import type { Definition } from '../../../shared/flow/definition.ts'
import type { HistoryEvent } from '../../../shared/flow/events.ts'
import { ByActor } from '../../by-actor.tsx'
import { instantInSeconds, Moment } from '../../ui/time.tsx'
import { EventJson } from './event-json.tsx'
import { eventFacts, eventTitle } from './event-text.ts'
import { historyWords } from './words/flow.ts'

/** One event in full. */
export function EventDetail({ event, definition }: { event: HistoryEvent; definition: Definition }) {
  return (
    <section
      aria-label={historyWords.event(event.n)}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
      tabIndex={0}
      className="max-h-[38%] overflow-auto border-t border-rule p-3"
    >
      <h2 className="mb-1 text-sm font-medium">
        {event.n} {eventTitle(event, definition)}
        <Moment at={event.at} className="pl-2 font-normal text-ink-3">
          {instantInSeconds(event.at)}
        </Moment>
        <ByActor actor={event.actor} className="pl-2 font-normal text-ink-3" />
      </h2>
      <ul className="mb-2 text-sm break-words text-ink-2">
        {eventFacts(event).map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
      <EventJson key={event.n} data={event.data} />
    </section>
  )
}
