import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { intervalText } from '../../../shared/duration.ts'
import { useHeld } from '../../ui/holds-still.tsx'
import { clockTime, Moment } from '../../ui/time.tsx'
import { words as shared } from '../../words.ts'
import { type ComingLine, comingLines } from './coming-lines.ts'
import { Part } from './part.tsx'
import { queries } from './queries.ts'
import { words } from './words.ts'

const shown = 12

/** The occurrences of the next 24 hours; a frequent schedule is one line. */
export function Upcoming({ from }: { from: number }) {
  const { data } = useQuery(queries.upcoming(from))
  const lines = useHeld(comingLines(data?.upcoming ?? []))
  return (
    <Part
      title={words.upcoming}
      empty={data && lines.length === 0 ? words.nothingUpcoming : null}
      aside={
        <Link href="/calendar" className="hover:underline">
          {words.calendar}
        </Link>
      }
    >
      <ul>
        {lines.slice(0, shown).map((line) => (
          <Coming key={line.key} line={line} />
        ))}
      </ul>
      {lines.length > shown && (
        <Link href="/calendar?view=agenda" className="mt-1 block text-sm text-ink-3 hover:underline">
          {words.moreUpcoming(lines.length - shown)}
        </Link>
      )}
    </Part>
  )
}

function Coming({ line: { at, job, scheduleId, count, isCut, everyMs, conditions } }: { line: ComingLine }) {
  const isToday = new Date(at).toDateString() === new Date().toDateString()
  const often = everyMs !== null ? words.everyInterval(intervalText(everyMs)) : count > 1 ? words.timesADay(count, isCut) : null
  const notes = [often, conditions && shared.conditions(conditions), isToday ? null : words.tomorrow]
  const note = notes.filter((part) => part !== null).join(' · ')
  return (
    <li className="flex h-7 min-w-0 items-center gap-2">
      <Moment at={at} className="w-10 shrink-0 text-ink-2 tabular-nums">
        {clockTime(at)}
      </Moment>
      <Link href={`/schedules/${scheduleId}`} title={job} className="min-w-0 flex-1 truncate hover:underline">
        {job}
      </Link>
      <span title={note} className="max-w-1/2 shrink-0 truncate text-sm text-ink-3">
        {note}
      </span>
    </li>
  )
}
