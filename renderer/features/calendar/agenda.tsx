import { useMemo } from 'react'
import type { Occurrence, Upcoming } from '../../../shared/model/schedule.ts'
import { dateFormat } from '../../ui/time.tsx'
import { addDays, dayOf, daysOf } from './entries.ts'
import { Bands, Marks } from './marks.tsx'

const dayName = dateFormat({ weekday: 'long', day: 'numeric', month: 'long' })
const hours = Array.from({ length: 24 }, (_, hour) => hour)

/** Day after day; a frequent schedule is one line of its day. */
export function Agenda({
  from,
  days,
  calendar,
}: {
  from: number
  days: number
  calendar: { occurrences: Occurrence[]; upcoming: Upcoming[] }
}) {
  const known = useMemo(() => daysOf(calendar.occurrences, calendar.upcoming), [calendar])
  return (
    <div className="min-h-0 flex-1 overflow-auto p-4">
      {Array.from({ length: days }, (_, day) => addDays(from, day)).map((at) => {
        const day = known.get(dayOf(at))
        if (day === undefined) return null
        return (
          <section key={at} aria-label={dayName.format(at)} className="mb-4">
            <h2 className="mb-1 text-sm font-medium text-ink-2">{dayName.format(at)}</h2>
            <ul className="flex max-w-xl flex-col gap-0.5">
              <Bands entries={day.bands} />
              {hours.map((hour) => (
                <Marks key={hour} entries={day.hours.get(hour) ?? []} />
              ))}
            </ul>
          </section>
        )
      })}
    </div>
  )
}
