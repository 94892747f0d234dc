import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { Link, useSearchParams } from 'wouter'
import { api, messageOf } from '../../api/client.ts'
import { Button, buttonClass, IconButton } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Empty } from '../../ui/empty.tsx'
import { useKeys } from '../../ui/keys.ts'
import { Page } from '../../ui/page.tsx'
import { Problem } from '../../ui/problem.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { dateFormat } from '../../ui/time.tsx'
import { Agenda } from './agenda.tsx'
import { addDays, dateText, midnightOf, mondayOf } from './entries.ts'
import { Grid } from './grid.tsx'
import { type View, views, words } from './words.ts'

const ownZone = new Intl.DateTimeFormat().resolvedOptions().timeZone
const daysShown: Record<View, number> = { day: 1, week: 7, agenda: 14 }

const isView = (text: string | null): text is View => text !== null && Object.hasOwn(views, text)

/** The view and its first day, which are in the address. */
function usePeriod() {
  const [params, setParams] = useSearchParams()
  const asked = params.get('view')
  const view: View = isView(asked) ? asked : 'week'
  const given = Date.parse(`${params.get('from') ?? ''}T00:00`)
  const wanted = Number.isFinite(given) ? given : Date.now()
  const from = view === 'week' ? mondayOf(wanted) : midnightOf(wanted)
  const days = daysShown[view]
  const go = (change: Record<string, string | null>) =>
    setParams((before) => {
      const after = new URLSearchParams(before)
      for (const [name, value] of Object.entries(change)) value === null ? after.delete(name) : after.set(name, value)
      return after
    })
  return {
    view,
    from,
    days,
    to: addDays(from, days) - 1,
    show: (next: View) => go({ view: next === 'week' ? null : next }),
    move: (by: number) => go({ from: dateText(addDays(from, by * days)) }),
    today: () => go({ from: null }),
  }
}

type Period = ReturnType<typeof usePeriod>

/** The outcomes of past occurrences, and those to come. */
export function CalendarPage() {
  const period = usePeriod()
  const { view, from, to, days, show, move, today } = period
  useKeys({
    calendarDay: () => show('day'),
    calendarWeek: () => show('week'),
    calendarAgenda: () => show('agenda'),
    calendarToday: today,
    calendarNext: () => move(1),
    calendarPrevious: () => move(-1),
  })
  const query = useQuery({
    ...api.schedules.calendar.queryOptions({ input: { from, to, tz: ownZone }, placeholderData: keepPreviousData }),
    refetchInterval: 60_000,
  })
  const { data } = query
  return (
    <Page title={words.title} toolbar={<Toolbar period={period} />}>
      {query.isPending ? (
        <SkeletonRows />
      ) : query.isError && !data ? (
        <Problem message={words.noRead(messageOf(query.error))} retry={() => void query.refetch()} />
      ) : data && view !== 'day' && data.occurrences.length + data.upcoming.length === 0 ? (
        <Empty
          title={words.empty}
          action={
            <Link href="/jobs" className={buttonClass('primary')}>
              {words.goToJobs}
            </Link>
          }
        >
          {words.emptyHelp}
        </Empty>
      ) : (
        <>
          {data && !data.complete && <p className="border-b border-rule px-4 py-1.5 text-sm text-ink-2">{words.isCut}</p>}
          {data &&
            (view === 'agenda' ? (
              <Agenda from={from} days={days} calendar={data} />
            ) : (
              <Grid from={from} count={days} calendar={data} />
            ))}
        </>
      )}
    </Page>
  )
}

const Toolbar = ({ period: { view, from, to, show, move, today } }: { period: Period }) => (
  <>
    <IconButton label={words.previous(view)} onClick={() => move(-1)}>
      <ChevronLeft aria-hidden="true" className="size-4" />
    </IconButton>
    <Button small onClick={today}>
      {words.today}
    </Button>
    <IconButton label={words.next(view)} onClick={() => move(1)}>
      <ChevronRight aria-hidden="true" className="size-4" />
    </IconButton>
    <span className="flex-1 text-sm whitespace-nowrap text-ink-2 tabular-nums">{rangeText(from, to)}</span>
    <div role="group" aria-label={words.view} className="flex gap-1">
      {(Object.keys(views) as View[]).map((key) => (
        <Chip key={key} on={view === key} onClick={() => show(key)}>
          {views[key]}
        </Chip>
      ))}
    </div>
  </>
)

const short = dateFormat({ day: 'numeric', month: 'short', year: 'numeric' })
const rangeText = (from: number, to: number): string => short.formatRange(from, to)
