import { useQuery } from '@tanstack/react-query'
import { api, messageOf } from '../../api/client.ts'
import { ByActor } from '../../by-actor.tsx'
import { Problem } from '../../ui/problem.tsx'
import { instantInSeconds, Moment } from '../../ui/time.tsx'
import { EventJson } from './event-json.tsx'
import { eventFacts, eventTitle } from './event-text.ts'
import { words } from './words/page.ts'

/** Every recorded event of a run. */
export function RunHistory({ id }: { id: string }) {
  const query = useQuery(api.runs.events.queryOptions({ input: { ref: id } }))
  if (query.isError)
    return <Problem message={words.historyUnreadable(messageOf(query.error))} retry={() => void query.refetch()} />
  return (
    <ol className="px-4 py-2">
      {query.data?.map(({ seq, at, type, data, actor }) => (
        <li key={seq} className="flex min-h-[34px] flex-wrap items-center gap-x-4 py-1 border-b border-rule">
          <Moment at={at} className="w-32 shrink-0 text-sm text-ink-2 tabular-nums">
            {instantInSeconds(at)}
          </Moment>
          <span className="w-28 shrink-0 font-medium">{eventTitle({ type, data })}</span>
          <span className="min-w-0 flex-1 truncate text-sm text-ink-2">{eventFacts({ type, data }).join(' · ')}</span>
          <ByActor actor={actor} className="shrink-0 text-sm text-ink-2" />
          <EventJson data={data} />
        </li>
      ))}
    </ol>
  )
}
