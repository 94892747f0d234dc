import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import type { Occurrence } from '../../../shared/model/schedule.ts'
import { occurrenceReasonText } from '../../../shared/occurrence-state.ts'
import { api } from '../../api/client.ts'
import { OccurrenceStatus } from '../../occurrence-status.tsx'
import { Status } from '../../run-status.tsx'
import { exactInstant, scheduledInstant } from '../../ui/time.tsx'
import { words } from './words.ts'

const shown = 30

/** The occurrences of a schedule and their outcomes, newest first. */
export function OccurrenceList({ id }: { id: string }) {
  const { data } = useQuery(api.schedules.occurrences.queryOptions({ input: { id, limit: shown } }))
  if (!data) return null
  return (
    <section aria-label={words.occurrences} className="mt-6">
      <h2 className="mb-1 text-sm font-medium text-ink-2">{words.occurrences}</h2>
      {data.items.length === 0 && <p className="text-sm text-ink-3">{words.noOccurrences}</p>}
      <ul className="divide-y divide-rule">
        {data.items.map((occurrence) => (
          <li key={occurrence.dueAt} className="flex flex-wrap items-center gap-x-3 py-1 tabular-nums">
            <span className="w-64" title={exactInstant(occurrence.dueAt)}>
              {when(occurrence)}
            </span>
            <span className="w-28">
              <OccurrenceStatus occurrence={occurrence} />
            </span>
            {occurrence.run ? (
              <Link href={`/runs/${occurrence.run.number}`} className="inline-flex items-center gap-1.5 hover:underline">
                {words.run(occurrence.run.number)} <Status facts={{ status: occurrence.run.status, reason: null }} />
              </Link>
            ) : null}
            {occurrence.madeUp > 0 && (
              <span className="text-sm text-ok">{words.backfilled(occurrence.count, occurrence.madeUp)}</span>
            )}
            {occurrence.reason !== null && <span className="text-sm text-ink-3">{occurrenceReasonText[occurrence.reason]}</span>}
          </li>
        ))}
      </ul>
    </section>
  )
}

const when = ({ dueAt, lastAt, count }: Occurrence): string =>
  dueAt === lastAt ? scheduledInstant(dueAt) : words.andMore(scheduledInstant(dueAt), count)
