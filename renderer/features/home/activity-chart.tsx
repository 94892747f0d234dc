import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useState } from 'react'
import { Link } from 'wouter'
import type { Activity, ActivityHour } from '../../../shared/model/activity.ts'
import { clockTime, duration } from '../../ui/time.tsx'
import { hourFilter } from './hour-filter.ts'
import { Part } from './part.tsx'
import { queries } from './queries.ts'
import { words } from './words.ts'

const heightPx = 64
/** So that one failure among a thousand runs is seen. */
const leastPx = 4
const hourMs = 3_600_000
/** Labels below the bars stand at every fourth hour, and leave room for that of the last one. */
const labelEvery = 4
const labelsUpTo = 21

/** The runs of the last 24 hours; a bar opens those of its hour. */
export function ActivityChart() {
  const { data } = useQuery(queries.activity())
  if (!data) return null
  return (
    <Part title={words.activity} aside={<Summary activity={data} />} empty={data.runs === 0 ? words.noActivity : null}>
      <Bars hours={data.hours} />
      <ol aria-hidden="true" className="mt-1 grid grid-cols-24 gap-[2px] text-xs text-ink-3 tabular-nums">
        {data.hours.map(({ from }, index) => (
          <li key={from} className="h-4 whitespace-nowrap">
            {index === data.hours.length - 1 ? words.now : labelOf(from, index)}
          </li>
        ))}
      </ol>
      <HourTable hours={data.hours} />
    </Part>
  )
}

const labelOf = (from: number, index: number): string | null => {
  const hour = new Date(from).getHours()
  return hour % labelEvery === 0 && index <= labelsUpTo ? String(hour).padStart(2, '0') : null
}

function Summary({ activity: { runs, failed, p95Ms, complete } }: { activity: Activity }) {
  if (runs === 0) return null
  return (
    <>
      {words.runs(runs, complete)}
      {failed > 0 && (
        <>
          {' · '}
          <span className="text-bad">{words.failed(failed)}</span>
        </>
      )}
      {p95Ms !== null && (
        <>
          {' · '}
          <span title={words.p95Help}>{words.p95(duration(p95Ms))}</span>
        </>
      )}
    </>
  )
}

/** One stop of the Tab key; the arrows move within. */
function Bars({ hours }: { hours: ActivityHour[] }) {
  const [chosen, choose] = useState<number | null>(null)
  const most = Math.max(1, ...hours.map(({ runs }) => runs))
  const last = hours.findLast(({ runs }) => runs > 0)?.from
  const current = hours.some(({ from, runs }) => from === chosen && runs > 0) ? chosen : last
  return (
    <div
      role="group"
      aria-label={words.activity}
      onKeyDown={moveFocus}
      className="grid grid-cols-24 gap-[2px] border-b border-mark"
    >
      {hours.map((hour) => (
        <Bar key={hour.from} hour={hour} most={most} isStop={hour.from === current} onFocus={() => choose(hour.from)} />
      ))}
    </div>
  )
}

type BarProps = { hour: ActivityHour; most: number; isStop: boolean; onFocus(): void }

function Bar({ hour: { from, runs, failed }, most, isStop, onFocus }: BarProps) {
  if (runs === 0) return <span style={{ height: heightPx }} />
  const label = words.hourLabel(`${clockTime(from)}–${clockTime(from + hourMs)}`, runs, failed)
  const px = Math.max(leastPx, (runs / most) * heightPx)
  const failedPx = failed === 0 ? 0 : Math.max(leastPx, (failed / runs) * px)
  return (
    <Link
      href={`/runs?q=${encodeURIComponent(hourFilter(from))}`}
      aria-label={label}
      title={label}
      tabIndex={isStop ? 0 : -1}
      onFocus={onFocus}
      style={{ height: heightPx }}
      className="flex flex-col justify-end hover:bg-hover"
    >
      <span className="striped-bad forced-color-adjust-none" style={{ height: failedPx }} />
      <span className="bg-mark forced-color-adjust-none" style={{ height: Math.max(0, px - failedPx) }} />
    </Link>
  )
}

function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const bars = [...event.currentTarget.querySelectorAll('a')]
  const at = bars.indexOf(event.target as HTMLAnchorElement)
  const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: bars.length - 1 }[event.key]
  if (to === undefined) return
  event.preventDefault()
  bars[to]?.focus()
}

/** The same for a screen reader, which reads a table better than 24 links. */
const HourTable = ({ hours }: { hours: ActivityHour[] }) => (
  <div className="sr-only">
    <table>
      <caption>{words.activity}</caption>
      <thead>
        <tr>
          <th scope="col">{words.hour}</th>
          <th scope="col">{words.runsColumn}</th>
          <th scope="col">{words.failedColumn}</th>
        </tr>
      </thead>
      <tbody>
        {hours.map(({ from, runs, failed }) => (
          <tr key={from}>
            <th scope="row">{clockTime(from)}</th>
            <td>{runs}</td>
            <td>{failed}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)
