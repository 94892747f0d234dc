import { useMemo } from 'react'
import type { Occurrence, Upcoming } from '../../../shared/model/schedule.ts'
import { dateFormat } from '../../ui/time.tsx'
import { addDays, type Day, dayOf, daysOf } from './entries.ts'
import { Bands, countBands, countMarks, heightOf, Marks } from './marks.tsx'
import { useDrawn } from './use-drawn.ts'

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
  const shown = useMemo(
    () =>
      Array.from({ length: days }, (_, day) => addDays(from, day)).flatMap((at) => {
        const day = known.get(dayOf(at))
        return day === undefined ? [] : { at, day }
      }),
    [known, from, days],
  )
  const heights = useMemo(() => shown.map(({ day }) => heightOfDay(day)), [shown])
  const isDrawn = useDrawn(`${from} ${days}`, heights, 0)
  return (
    <div className="min-h-0 flex-1 overflow-auto p-4">
      {shown.map(({ at, day }, index) => (
        <section key={at} aria-label={dayName.format(at)} className="mb-4">
          <h2 className="mb-1 text-sm font-medium text-ink-2">{dayName.format(at)}</h2>
          {isDrawn(index) ? <DayList day={day} /> : <div style={{ height: heights[index] }} />}
        </section>
      ))}
    </div>
  )
}

const heightOfDay = ({ bands, hours: marks }: Day): number =>
  heightOf(countBands(bands) + [...marks.values()].reduce((sum, entries) => sum + countMarks(entries), 0)) - 2

const DayList = ({ day }: { day: Day }) => (
  <ul className="flex max-w-xl flex-col gap-0.5">
    <Bands entries={day.bands} />
    {hours.map((hour) => (
      <Marks key={hour} entries={day.hours.get(hour) ?? []} />
    ))}
  </ul>
)
