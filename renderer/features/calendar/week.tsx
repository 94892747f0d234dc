import { useEffect, useMemo, useRef } from 'react'
import type { Slot, Upcoming } from '../../../shared/model/schedule.ts'
import { cx } from '../../ui/class-names.ts'
import { useNow } from '../../ui/time.tsx'
import { addDays, entriesOf, hourName, hourOf } from './entries.ts'
import { Moment } from './moment.tsx'

const dayName = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short' })
const hours = Array.from({ length: 24 }, (_, hour) => hour)

/** Seven days beside each other, an hour a row; what falls into the same hour stands together. */
export function Week({ from, calendar }: { from: number; calendar: { slots: Slot[]; upcoming: Upcoming[] } }) {
  const now = useNow(60_000)
  const buckets = useMemo(() => entriesOf(calendar.slots, calendar.upcoming, hourOf), [calendar])
  const days = Array.from({ length: 7 }, (_, day) => addDays(from, day))
  const here = useRef<HTMLTableRowElement>(null)
  // Another week begins where its day begins.
  useEffect(() => {
    void here.current?.scrollIntoView({ block: 'center' })
  }, [from])

  return (
    <div className="min-h-0 flex-1 overflow-auto">
      <table className="w-full table-fixed border-collapse tabular-nums">
        <thead className="sticky top-0 z-10 bg-surface">
          <tr className="h-[30px] border-b border-rule text-left text-xs text-ink-3 [&>th]:px-1.5 [&>th]:font-medium">
            <th className="w-12">
              <span className="sr-only">Hour</span>
            </th>
            {days.map((day) => (
              <th key={day} className={cx(isDay(day, now) && 'text-accent')}>
                {dayName.format(day)}
                {isDay(day, now) && <span className="sr-only"> (today)</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {hours.map((hour) => (
            <tr key={hour} ref={hour === new Date(now).getHours() ? here : null} className="border-b border-rule align-top">
              <th scope="row" className="h-7 px-1.5 py-0.5 text-right text-xs font-normal text-ink-3">
                {String(hour).padStart(2, '0')}:00
              </th>
              {days.map((day) => {
                const isNow = isDay(day, now) && new Date(now).getHours() === hour
                return (
                  <td key={day} className={cx('border-l border-rule px-0.5 py-0.5', isNow && 'bg-selected')}>
                    <span className="flex flex-col gap-0.5">
                      {buckets.get(hourName(day, hour))?.map((entry) => (
                        <Moment key={entry.key} entry={entry} />
                      ))}
                    </span>
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const isDay = (day: number, at: number): boolean => new Date(day).toDateString() === new Date(at).toDateString()
