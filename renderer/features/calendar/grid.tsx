import { useLayoutEffect, useMemo, useRef } from 'react'
import type { Occurrence, Upcoming } from '../../../shared/model/schedule.ts'
import { cx } from '../../ui/class-names.ts'
import { dateFormat, useNow } from '../../ui/time.tsx'
import { addDays, type Day, dayOf, daysOf } from './entries.ts'
import { Bands, countMarks, heightOf, Marks } from './marks.tsx'
import { useDrawn } from './use-drawn.ts'
import { words } from './words.ts'

const dayName = dateFormat({ weekday: 'short', day: 'numeric', month: 'short' })
const hours = Array.from({ length: 24 }, (_, hour) => hour)
const leastRowPx = 29

type GridProps = { from: number; count: number; calendar: { occurrences: Occurrence[]; upcoming: Upcoming[] } }

/** A day or a week, a column for each day and a row for each hour; frequent schedules are bands above the hours. */
export function Grid({ from, count, calendar }: GridProps) {
  const now = useNow(60_000)
  const known = useMemo(() => daysOf(calendar.occurrences, calendar.upcoming), [calendar])
  const days = Array.from({ length: count }, (_, day) => addDays(from, day))
  const isBanded = days.some((day) => (known.get(dayOf(day))?.bands.length ?? 0) > 0)
  const scroller = useRef<HTMLDivElement>(null)
  const here = useRef<HTMLTableRowElement>(null)
  const hourNow = new Date(now).getHours()
  const heights = useMemo(() => rowHeights(known, from, count), [known, from, count])
  const isDrawn = useDrawn(`${from} ${count}`, heights, hourNow)
  // Other days start at the current hour. The scroller alone moves: scrollIntoView would move the page with it.
  useLayoutEffect(() => {
    const [frame, row] = [scroller.current, here.current]
    if (frame && row) frame.scrollTop = row.offsetTop - frame.clientHeight / 2
  }, [from, count])

  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-auto">
      <table className="w-full table-fixed border-separate border-spacing-0 tabular-nums [&_tr>*]:border-b [&_tr>*]:border-rule">
        <thead className="sticky top-0 z-10 [&_td]:bg-surface [&_th]:bg-surface">
          <tr className="h-[30px] text-left text-xs text-ink-3 [&>th]:px-1.5 [&>th]:font-medium">
            <th className="w-16">
              <span className="sr-only">{words.hour}</span>
            </th>
            {days.map((day) => (
              <th key={day} className={cx(isToday(day, now) && 'text-accent')}>
                {dayName.format(day)}
                {isToday(day, now) && <span className="sr-only">{words.isToday}</span>}
              </th>
            ))}
          </tr>
          {isBanded && (
            <tr className="align-top">
              <RowHead>{words.frequent}</RowHead>
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
            <tr
              key={hour}
              ref={hour === hourNow ? here : null}
              className="align-top"
              style={isDrawn(hour) ? undefined : { height: heights[hour] }}
            >
              <RowHead>{String(hour).padStart(2, '0')}:00</RowHead>
              {days.map((day) => (
                <Cell key={day} now={isToday(day, now) && hour === hourNow ? now : null}>
                  {isDrawn(hour) && <Marks entries={known.get(dayOf(day))?.hours.get(hour) ?? []} />}
                </Cell>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** The height of each hour: that of the day with the most marks. */
const rowHeights = (known: Map<string, Day>, from: number, count: number): number[] =>
  hours.map((hour) => {
    const marks = Array.from({ length: count }, (_, day) =>
      countMarks(known.get(dayOf(addDays(from, day)))?.hours.get(hour) ?? []),
    )
    return Math.max(leastRowPx, heightOf(Math.max(0, ...marks)) + 3)
  })

const RowHead = ({ children }: { children: React.ReactNode }) => (
  <th scope="row" className="h-7 px-1.5 py-0.5 text-right text-xs font-normal text-ink-3">
    {children}
  </th>
)

/** `bounded`: it stays in view, so it must not grow over the rest. `now`: the time, where it is within this hour. */
const Cell = ({
  now = null,
  bounded = false,
  children,
}: {
  now?: number | null
  bounded?: boolean
  children: React.ReactNode
}) => (
  <td className={cx('relative border-l border-rule px-0.5 py-0.5', now !== null && 'bg-selected')}>
    {now !== null && (
      <span
        aria-hidden="true"
        className="pointer-events-none absolute inset-x-0 border-t-2 border-accent"
        style={{ top: `${(new Date(now).getMinutes() / 60) * 100}%` }}
      />
    )}
    <ul className={cx('relative flex flex-col gap-0.5', bounded && 'max-h-[30vh] overflow-auto')}>{children}</ul>
  </td>
)

const isToday = (day: number, now: number): boolean => dayOf(day) === dayOf(now)
