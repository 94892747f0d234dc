import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { Link, useSearchParams } from 'wouter'
import { api, messageOf } from '../../api/client.ts'
import { Button, buttonClass, IconButton } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Page } from '../../ui/page.tsx'
import { Problem } from '../../ui/problem.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { dateFormat } from '../../ui/time.tsx'
import { Agenda } from './agenda.tsx'
import { addDays, midnightOf, mondayOf } from './entries.ts'
import { Week } from './week.tsx'

const views = { week: 'Week', agenda: 'Agenda' }
type View = keyof typeof views
const agendaDays = 14
const ownZone = new Intl.DateTimeFormat().resolvedOptions().timeZone

/** What was due and what will be. The view and its first day live in the address. */
export function CalendarPage() {
  const [params, setParams] = useSearchParams()
  const view: View = params.get('view') === 'agenda' ? 'agenda' : 'week'
  const given = Date.parse(`${params.get('from') ?? ''}T00:00`)
  const wanted = Number.isFinite(given) ? given : Date.now()
  const from = view === 'week' ? mondayOf(wanted) : midnightOf(wanted)
  const days = view === 'week' ? 7 : agendaDays
  const to = addDays(from, days) - 1
  const query = useQuery({
    ...api.schedules.calendar.queryOptions({ input: { from, to, tz: ownZone }, placeholderData: keepPreviousData }),
    refetchInterval: 60_000,
  })
  const go = (change: Record<string, string | null>) =>
    setParams((before) => {
      const after = new URLSearchParams(before)
      for (const [name, value] of Object.entries(change)) value === null ? after.delete(name) : after.set(name, value)
      return after
    })
  const move = (by: number) => go({ from: dateText(addDays(from, by * days)) })
  const isEmpty = query.data && query.data.occurrences.length + query.data.upcoming.length === 0

  return (
    <Page
      title="Calendar"
      toolbar={
        <>
          <IconButton label={view === 'week' ? 'Previous week' : 'Previous two weeks'} onClick={() => move(-1)}>
            <ChevronLeft aria-hidden="true" className="size-4" />
          </IconButton>
          <Button small onClick={() => go({ from: null })}>
            Today
          </Button>
          <IconButton label={view === 'week' ? 'Next week' : 'Next two weeks'} onClick={() => move(1)}>
            <ChevronRight aria-hidden="true" className="size-4" />
          </IconButton>
          <span className="flex-1 text-sm text-ink-2 tabular-nums">{rangeText(from, to)}</span>
          <div role="group" aria-label="View" className="flex gap-1">
            {(Object.keys(views) as View[]).map((key) => (
              <Chip key={key} on={view === key} onClick={() => go({ view: key === 'week' ? null : key })}>
                {views[key]}
              </Chip>
            ))}
          </div>
        </>
      }
    >
      {query.isPending ? (
        <SkeletonRows />
      ) : query.isError && !query.data ? (
        <Problem message={`The calendar could not be read. ${messageOf(query.error)}`} retry={() => void query.refetch()} />
      ) : isEmpty ? (
        <Empty
          title="Nothing is scheduled in these days"
          action={
            <Link href="/jobs" className={buttonClass('primary')}>
              Go to jobs
            </Link>
          }
        >
          Give a job a schedule, and its times show here: what is to come, and what became of those that passed.
        </Empty>
      ) : (
        <>
          {query.data && !query.data.complete && (
            <p className="border-b border-rule px-4 py-1.5 text-sm text-ink-2">Very frequent schedules are shown only in part.</p>
          )}
          {query.data &&
            (view === 'week' ? (
              <Week from={from} calendar={query.data} />
            ) : (
              <Agenda from={from} days={days} calendar={query.data} />
            ))}
        </>
      )}
    </Page>
  )
}

const two = (value: number): string => String(value).padStart(2, '0')
const dateText = (at: number): string => {
  const date = new Date(at)
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}
const short = dateFormat({ day: 'numeric', month: 'short', year: 'numeric' })
const rangeText = (from: number, to: number): string => short.formatRange(from, to)
