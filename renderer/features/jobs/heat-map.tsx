import { useQuery } from '@tanstack/react-query'
import type { JobDay } from '../../../shared/model/job-day.ts'
import { api } from '../../api/client.ts'
import { cx } from '../../ui/class-names.ts'
import { dateFormat } from '../../ui/time.tsx'
import { words } from './words.ts'

const days = 90
const dayMs = 86_400_000
const outcomes = ['succeeded', 'failed', 'other', 'missed'] as const
const none: Omit<JobDay, 'day'> = { succeeded: 0, failed: 0, other: 0, missed: 0 }
const dayText = dateFormat({ timeZone: 'UTC', weekday: 'short', day: 'numeric', month: 'short' })
const weekdayText = dateFormat({ timeZone: 'UTC', weekday: 'short' })
/** From Monday on, as the first of January 2024 was one. */
const weekdays = Array.from({ length: 7 }, (_, at) => weekdayText.format(Date.UTC(2024, 0, 1 + at)))

/** The last 90 days of a job, a column for each week: how its runs ended, and what was missed. */
export function HeatMap({ jobId }: { jobId: string }) {
  const { data } = useQuery(api.jobs.days.queryOptions({ input: { ref: jobId, count: days } }))
  if (!data || data.items.length === 0) return null
  const known = new Map(data.items.map((item) => [item.day, item]))
  const weeks = weeksUpTo(data.today)
  return (
    <section aria-label={words.heatMap.title(days)} className="mt-6">
      <h2 className="mb-1 text-sm font-medium text-ink-2">{words.heatMap.title(days)}</h2>
      <table className="border-separate border-spacing-0.5">
        <tbody>
          {weekdays.map((name, row) => (
            <tr key={name}>
              <th scope="row" className="pr-1 text-left text-xs font-normal text-ink-3">
                <span className={row % 2 === 0 ? '' : 'sr-only'}>{name}</span>
              </th>
              {weeks.map((week) => (
                <DayCell key={week} day={dayIn(week, row, data.today)} known={known} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="mt-1 flex flex-wrap gap-x-3 gap-y-0.5 text-xs text-ink-3">
        <Legend look="bg-ok-fill">{words.heatMap.succeeded}</Legend>
        <Legend look={cx('bg-bad', crossed)}>{words.heatMap.failed}</Legend>
        <Legend look={hatched}>{words.heatMap.missed}</Legend>
      </p>
    </section>
  )
}

/** Not by its colour alone. */
const crossed = 'bg-[linear-gradient(45deg,transparent_44%,var(--surface)_44%,var(--surface)_56%,transparent_56%)]'
const hatched = 'bg-[repeating-linear-gradient(45deg,var(--ink-3)_0_1px,transparent_1px_3px)] outline outline-rule-2'

function Legend({ look, children }: { look: string; children: string }) {
  return (
    <span className="inline-flex items-center gap-1">
      <span aria-hidden="true" className={cx('size-2.5 rounded-xs', look)} />
      {children}
    </span>
  )
}

function DayCell({ day, known }: { day: string | null; known: Map<string, JobDay> }) {
  if (day === null) return <td />
  const counts = known.get(day) ?? none
  const text = textOf(day, counts)
  return (
    <td title={text} className="p-0">
      <span className={cx('block size-3.5 rounded-xs max-[960px]:size-2.5', lookOf(counts))}>
        <span className="sr-only">{text}</span>
      </span>
    </td>
  )
}

function lookOf({ succeeded, failed, other, missed }: Omit<JobDay, 'day'>): string {
  if (failed > 0) return cx('bg-bad', crossed)
  if (missed > 0) return hatched
  if (succeeded > 0) return succeeded > 9 ? 'bg-ok-fill' : 'bg-ok-fill/60'
  return other > 0 ? 'bg-ink-3/40' : 'bg-hover'
}

function textOf(day: string, counts: Omit<JobDay, 'day'>): string {
  const counted = outcomes
    .filter((outcome) => counts[outcome] > 0)
    .map((outcome) => words.heatMap.countOf[outcome](counts[outcome]))
  return words.heatMap.day(dayText.format(new Date(`${day}T00:00Z`)), counted)
}

/** The Mondays of the weeks that hold the last 90 days. */
function weeksUpTo(today: string): number[] {
  const last = mondayOf(Date.parse(`${today}T00:00Z`))
  const first = mondayOf(Date.parse(`${today}T00:00Z`) - (days - 1) * dayMs)
  return Array.from({ length: (last - first) / (7 * dayMs) + 1 }, (_, at) => first + at * 7 * dayMs)
}

const mondayOf = (at: number): number => at - ((new Date(at).getUTCDay() + 6) % 7) * dayMs

/** Null: it is not one of the 90. */
function dayIn(monday: number, row: number, today: string): string | null {
  const at = monday + row * dayMs
  const end = Date.parse(`${today}T00:00Z`)
  return at > end || at <= end - days * dayMs ? null : new Date(at).toISOString().slice(0, 10)
}
