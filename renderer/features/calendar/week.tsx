import { useEffect, useMemo, useRef } from 'react'
import type { Occurrence, Upcoming } from '../../../shared/model/schedule.ts'
import { cx } from '../../ui/class-names.ts'
import { dateFormat, useNow } from '../../ui/time.tsx'
import { addDays, dayOf, daysOf } from './entries.ts'
import { Bands, Marks } from './marks.tsx'

const dayName = dateFormat({ weekday: 'short', day: 'numeric', month: 'short' })
const hours = Array.from({ length: 24 }, (_, hour) => hour)

/** Seven days beside each other, an hour a row; frequent schedules are bands above the hours. */
export function Week({ from, calendar }: { from: number; calendar: { occurrences: Occurrence[]; upcoming: Upcoming[] } }) {
  const now = useNow(60_000)
  const known = useMemo(() => daysOf(calendar.occurrences, calendar.upcoming), [calendar])
  const days = Array.from({ length: 7 }, (_, day) => addDays(from, day))
  const isBanded = days.some((day) => (known.get(dayOf(day))?.bands.length ?? 0) > 0)
  const scroller = useRef<HTMLDivElement>(null)
  const here = useRef<HTMLTableRowElement>(null)
  // Another week begins where its day begins. The scroller alone moves: scrollIntoView would move the page with it.
  useEffect(() => {
    const [frame, row] = [scroller.current, here.current]
    if (frame && row) frame.scrollTop = row.offsetTop - frame.clientHeight / 2
  }, [from])

  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-auto">
      <table className="w-full table-fixed border-separate border-spacing-0 tabular-nums [&_tr>*]:border-b [&_tr>*]:border-rule">
        <thead className="sticky top-0 z-10 [&_td]:bg-surface [&_th]:bg-surface">
          <tr className="h-[30px] text-left text-xs text-ink-3 [&>th]:px-1.5 [&>th]:font-medium">
            <th className="w-16">
              <span className="sr-only">Hour</span>
            </th>
            {days.map((day) => (
              <th key={day} className={cx(isToday(day, now) && 'text-accent')}>
                {dayName.format(day)}
                {isToday(day, now) && <span className="sr-only"> (today)</span>}
              </th>
            ))}
          </tr>
          {isBanded && (
            <tr className="align-top">
              <RowHead>Frequent</RowHead>
              {days.map((day) => (
                <Cell key={day} bounded>
                  <Bands entries={known.get(dayOf(day))?.bands ?? []} />
                </Cell>
              ))}
            </tr>
          )}
        </thead>
        <tbody>
          {hours.map((hour) => (
            <tr key={hour} ref={hour === new Date(now).getHours() ? here : null} className="align-top">
              <RowHead>{String(hour).padStart(2, '0')}:00</RowHead>
              {days.map((day) => (
                <Cell key={day} current={isToday(day, now) && new Date(now).getHours() === hour}>
                  <Marks entries={known.get(dayOf(day))?.hours.get(hour) ?? []} />
                </Cell>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const RowHead = ({ children }: { children: React.ReactNode }) => (
  <th scope="row" className="h-7 px-1.5 py-0.5 text-right text-xs font-normal text-ink-3">
    {children}
  </th>
)

/** `bounded`: it stays in view, so it must not grow over the rest. */
const Cell = ({
  current = false,
  bounded = false,
  children,
}: {
  current?: boolean
  bounded?: boolean
  children: React.ReactNode
}) => (
  <td className={cx('border-l border-rule px-0.5 py-0.5', current && 'bg-selected')}>
    <ul className={cx('flex flex-col gap-0.5', bounded && 'max-h-[30vh] overflow-auto')}>{children}</ul>
  </td>
)

const isToday = (day: number, now: number): boolean => dayOf(day) === dayOf(now)
