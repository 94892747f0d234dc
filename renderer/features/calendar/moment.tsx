import { AlarmClockOff, Ban, Check, Clock, ClockAlert, Combine, Play, SkipForward, X } from 'lucide-react'
import { Link } from 'wouter'
import { occurrenceReasonText } from '../../../shared/occurrence-state.ts'
import { runsOf } from '../../runs-of.ts'
import { cx } from '../../ui/class-names.ts'
import { clockTime, scheduledInstant } from '../../ui/time.tsx'
import { dateText, type Entry, type Outcome, worstOf } from './entries.ts'
import { outcomeWords, words } from './words.ts'

export const looks: Record<Outcome, { icon: typeof Check; look: string }> = {
  due: { icon: Clock, look: 'border-rule-2 border-dashed bg-surface text-ink-2' },
  active: { icon: Play, look: 'border-transparent bg-selected text-ink' },
  succeeded: { icon: Check, look: 'border-transparent bg-ok-bg text-ok' },
  failed: { icon: X, look: 'border-transparent bg-bad-bg text-bad' },
  cancelled: { icon: Ban, look: 'border-transparent bg-sunken text-ink-2' },
  ran: { icon: Check, look: 'border-transparent bg-sunken text-ink-2' },
  late: { icon: ClockAlert, look: 'border-transparent bg-warn-bg text-warn' },
  skipped: { icon: SkipForward, look: 'border-transparent bg-sunken text-ink-2' },
  missed: { icon: AlarmClockOff, look: 'hatched border-bad bg-surface text-bad' },
  coalesced: { icon: Combine, look: 'border-transparent bg-sunken text-ink-2' },
}

export const markClass =
  'flex h-[22px] min-w-0 items-center gap-1 overflow-hidden rounded-sm border px-1 text-xs hover:brightness-95'

/**
 * One entry of a calendar. It leads to its run, to the runs of its day where it stands for several, else to its schedule.
 * `band`: it stands for a whole day.
 */
export function Moment({ entry, band = false }: { entry: Entry; band?: boolean }) {
  const { at, count, job, reason, run, scheduleId } = entry
  const { icon: Icon, look } = looks[worstOf(entry)]
  const outcomes = outcomesOf(entry)
  const why = reason === null ? '' : `: ${occurrenceReasonText[reason]}`
  return (
    <Link
      href={run ? `/runs/${run.number}` : hasRuns(entry) ? runsOfDay(entry) : `/schedules/${scheduleId}`}
      title={`${job}\n${(band ? words.firstAt : words.at)(scheduledInstant(at))}\n${outcomes}${why}`}
      className={cx(markClass, look)}
    >
      <Icon aria-hidden="true" strokeWidth={2.5} className="size-3 shrink-0" />
      {!band && <span className="shrink-0">{clockTime(at)}</span>}
      <span className="truncate">{job}</span>
      {count > 1 && <span className="ml-auto shrink-0">{progressOf(entry)}</span>}
      <span className="sr-only">{`, ${outcomes}${why}`}</span>
    </Link>
  )
}

const hasRuns = ({ outcomes }: Entry): boolean =>
  (['failed', 'late', 'active', 'cancelled', 'succeeded'] as const).some((outcome) => outcomes[outcome] !== undefined)

const runsOfDay = ({ job, at }: Entry): string => runsOf('job', job, `started:${dateText(at)}`)

/** `2 failed`; else `×96` while all of them are to come, or are over, and `4 of 96` between the two. */
function progressOf({ outcomes, count, isCut }: Entry): string {
  if (outcomes.failed !== undefined) return words.counted(outcomes.failed, 'failed')
  const all = `${count}${isCut ? '+' : ''}`
  const due = outcomes.due ?? 0
  return due === 0 || due === count ? words.times(all) : words.ofTimes(count - due, all)
}

/** `on time`, or `46 on time, 2 late, 48 due`. */
function outcomesOf({ outcomes, count }: Entry): string {
  const parts = (Object.keys(looks) as Outcome[]).flatMap((outcome) => {
    const times = outcomes[outcome]
    return times === undefined ? [] : count === 1 ? outcomeWords[outcome] : words.counted(times, outcome)
  })
  return parts.join(', ')
}
