import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import type { Upcoming as Moment } from '../../../shared/model/schedule.ts'
import { api } from '../../api/client.ts'
import { Until } from '../../ui/time.tsx'
import { Part } from './part.tsx'

const shown = 15
const ownZone = new Intl.DateTimeFormat().resolvedOptions().timeZone

/** What is due within a day: of each schedule the next time, and how often it follows. */
export function Upcoming({ from, to }: { from: number; to: number }) {
  const { data } = useQuery(
    api.schedules.calendar.queryOptions({ input: { from, to, tz: ownZone }, placeholderData: keepPreviousData }),
  )
  const next = new Map<string, { moment: Moment; count: number; isCut: boolean }>()
  for (const moment of data?.upcoming ?? []) {
    const known = next.get(moment.scheduleId)
    if (known) {
      known.count += moment.count
      known.isCut ||= moment.isCut
    } else next.set(moment.scheduleId, { moment, count: moment.count, isCut: moment.isCut })
  }
  const list = [...next.values()]
  return (
    <Part
      title="Upcoming"
      aside={
        <Link href="/calendar" className="hover:underline">
          Calendar
        </Link>
      }
    >
      {data && list.length === 0 && <p className="text-ink-3">Nothing is due in the next 24 hours.</p>}
      <ul>
        {list.slice(0, shown).map(({ moment, count, isCut }) => (
          <li key={moment.scheduleId} className="flex min-h-8 items-center gap-2 border-b border-rule py-0.5">
            <Link href={`/schedules/${moment.scheduleId}`} className="min-w-0 truncate hover:underline">
              {moment.job}
            </Link>
            {count > 1 && (
              <span className="shrink-0 text-xs text-ink-3">
                ×{count}
                {isCut && '+'}
              </span>
            )}
            <span className="ml-auto shrink-0 text-ink-2">
              <Until at={moment.startsAt} />
            </span>
          </li>
        ))}
      </ul>
      {list.length > shown && <p className="mt-1 text-sm text-ink-3">and {list.length - shown} more schedules</p>}
    </Part>
  )
}
