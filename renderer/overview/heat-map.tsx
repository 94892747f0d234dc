import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useState } from 'react'
import { Link } from 'wouter'
import type { JobDay } from '../../shared/model/job-day.ts'
import type { DefinitionRef } from '../../shared/model/overview.ts'
import { api } from '../api/client.ts'
import { runsOfDay } from '../definition/links.ts'
import { cx } from '../ui/class-names.ts'
import { dateFormat } from '../ui/time.tsx'
import { OverviewPart } from './run-lines.tsx'
import { words as allWords } from './words.ts'

const words = allWords.heatMap
const days = 90
const dayMs = 86_400_000
const outcomes = ['succeeded', 'failed', 'other', 'missed'] as const
const none: Omit<JobDay, 'day'> = { succeeded: 0, failed: 0, other: 0, missed: 0 }
const dayText = dateFormat({ timeZone: 'UTC', weekday: 'short', day: 'numeric', month: 'short' })
const weekdayText = dateFormat({ timeZone: 'UTC', weekday: 'short' })
/** From Monday on, as the first of January 2024 was one. */
const weekdays = Array.from({ length: 7 }, (_, at) => weekdayText.format(Date.UTC(2024, 0, 1 + at)))

/** The last 90 days of a job, flow or pipeline, a column for each week. A day leads to its runs. */
export function HeatMap({ kind, id }: { kind: DefinitionRef['kind']; id: string }) {
  const { data } = useQuery(api.overview.days.queryOptions({ input: { kind, ref: id, count: days } }))
  const [chosen, choose] = useState<string | null>(null)
  if (!data || data.items.length === 0) return null
  const known = new Map(data.items.map((item) => [item.day, item]))
  const stop = chosen ?? data.items.at(-1)?.day ?? data.today
  const cell = (day: string | null) =>
    day === null ? null : (
      <DayLink
        day={day}
        counts={known.get(day) ?? none}
        href={runsOfDay(kind, id, day)}
        isStop={day === stop}
        onFocus={() => choose(day)}
      />
    )
  return (
    <OverviewPart title={words.title(days)}>
      <table className="border-separate border-spacing-0.5" aria-describedby="heat-map-keys" onKeyDown={moveFocus}>
        <tbody>
          {weekdays.map((name, row) => (
            <tr key={name}>
              <th scope="row" className="pr-1 text-left text-xs font-normal text-ink-3">
                <span className={row % 2 === 0 ? '' : 'sr-only'}>{name}</span>
              </th>
              {weeksUpTo(data.today).map((week) => (
                <td key={week} className="p-0">
                  {cell(dayIn(week, row, data.today))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p id="heat-map-keys" className="sr-only">
        {words.keys}
      </p>
      <p className="mt-1 flex flex-wrap gap-x-3 gap-y-0.5 text-xs text-ink-3">
        <Legend look="bg-ok-fill">{words.succeeded}</Legend>
        <Legend look={cx('bg-bad', crossed)}>{words.failed}</Legend>
        {kind === 'job' && <Legend look={hatched}>{words.missed}</Legend>}
        {data.isPart && <span>{words.isPart}</span>}
      </p>
    </OverviewPart>
  )
}

/** Not by its colour alone. */
const crossed = 'bg-[linear-gradient(45deg,transparent_44%,var(--surface)_44%,var(--surface)_56%,transparent_56%)]'
const hatched = 'bg-[repeating-linear-gradient(45deg,var(--ink-3)_0_1px,transparent_1px_3px)] outline outline-rule-2'

function Legend({ look, children }: { look: string; children: string }) {
  return (
    <span className="inline-flex items-center gap-1">
      <span aria-hidden="true" className={cx('size-2.5 rounded-xs forced-color-adjust-none', look)} />
      {children}
    </span>
  )
}

type DayProps = { day: string; counts: Omit<JobDay, 'day'>; href: string; isStop: boolean; onFocus(): void }

function DayLink({ day, counts, href, isStop, onFocus }: DayProps) {
  const text = textOf(day, counts)
  return (
    <Link
      href={href}
      title={text}
      aria-label={text}
      tabIndex={isStop ? 0 : -1}
      onFocus={onFocus}
      data-day={day}
      className={cx('block size-3.5 rounded-xs forced-color-adjust-none', lookOf(counts))}
    />
  )
}

const steps: Record<string, number> = { ArrowLeft: -7, ArrowRight: 7, ArrowUp: -1, ArrowDown: 1 }

function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const from = (event.target as HTMLElement).dataset['day']
  const step = steps[event.key]
  if (from === undefined || step === undefined) return
  event.preventDefault()
  const to = new Date(Date.parse(`${from}T00:00Z`) + step * dayMs).toISOString().slice(0, 10)
  event.currentTarget.querySelector<HTMLElement>(`[data-day="${to}"]`)?.focus()
}

function lookOf({ succeeded, failed, other, missed }: Omit<JobDay, 'day'>): string {
  if (failed > 0) return cx('bg-bad', crossed)
  if (missed > 0) return hatched
  if (succeeded > 0) return succeeded > 9 ? 'bg-ok-fill' : 'bg-ok-fill/60'
  return other > 0 ? 'bg-ink-3/40' : 'bg-sunken'
}

function textOf(day: string, counts: Omit<JobDay, 'day'>): string {
  const counted = outcomes.filter((outcome) => counts[outcome] > 0).map((outcome) => words.countOf[outcome](counts[outcome]))
  return words.day(dayText.format(new Date(`${day}T00:00Z`)), counted)
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
