import { useMemo } from 'react'
import type { Slot, Upcoming } from '../../../shared/model/schedule.ts'
import { addDays, entriesOf, hourName, hourOf } from './entries.ts'
import { Moment } from './moment.tsx'

const dayName = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long' })

/** Day after day; a schedule that is due often in an hour is one line of it. */
export function Agenda({
  from,
  days,
  calendar,
}: {
  from: number
  days: number
  calendar: { slots: Slot[]; upcoming: Upcoming[] }
}) {
  const buckets = useMemo(() => entriesOf(calendar.slots, calendar.upcoming, hourOf), [calendar])
  return (
    <div className="min-h-0 flex-1 overflow-auto p-4">
      {Array.from({ length: days }, (_, day) => addDays(from, day)).map((day) => {
        const entries = Array.from({ length: 24 }, (_, hour) => buckets.get(hourName(day, hour)) ?? []).flat()
        if (entries.length === 0) return null
        return (
          <section key={day} aria-label={dayName.format(day)} className="mb-4">
            <h2 className="mb-1 text-sm font-medium text-ink-2">{dayName.format(day)}</h2>
            <ul className="flex max-w-xl flex-col gap-0.5">
              {entries.map((entry) => (
                <li key={entry.key}>
                  <Moment entry={entry} />
                </li>
              ))}
            </ul>
          </section>
        )
      })}
    </div>
  )
}
