import { AlarmClockOff, Check, Clock, ClockAlert, Combine, SkipForward } from 'lucide-react'
import { Link } from 'wouter'
import { slotReasonText } from '../../../shared/slot-state.ts'
import { cx } from '../../ui/class-names.ts'
import { instant } from '../../ui/time.tsx'
import type { Entry } from './entries.ts'

type Outcome = NonNullable<Entry['outcome']> | 'due'

const looks: Record<Outcome, { word: string; icon: typeof Check; look: string }> = {
  due: { word: 'due', icon: Clock, look: 'border-rule-2 border-dashed text-ink-2' },
  ran: { word: 'ran', icon: Check, look: 'border-transparent bg-ok-bg text-ok' },
  late: { word: 'ran late', icon: ClockAlert, look: 'border-transparent bg-warn-bg text-warn' },
  skipped: { word: 'skipped', icon: SkipForward, look: 'border-transparent bg-sunken text-ink-2' },
  missed: { word: 'missed', icon: AlarmClockOff, look: 'hatched border-bad text-bad' },
  coalesced: { word: 'made up for', icon: Combine, look: 'border-transparent bg-sunken text-ink-2' },
}

/** One entry of a calendar; it leads to its run where there is one, else to its schedule. */
export function Moment({ entry: { at, count, job, outcome, reason, run, scheduleId } }: { entry: Entry }) {
  const { word, icon: Icon, look } = looks[outcome ?? 'due']
  const many = count > 1 ? `, ${count >= 1_000 ? 'very many' : count} times in this stretch` : ''
  const why = reason === null ? '' : `: ${slotReasonText[reason]}`
  return (
    <Link
      href={run ? `/runs/${run.number}` : `/schedules/${scheduleId}`}
      title={`${job}, ${instant(at)}${many}\n${word}${why}`}
      className={cx('flex h-[22px] items-center gap-1 overflow-hidden rounded-sm border px-1 text-xs hover:brightness-95', look)}
    >
      <Icon aria-hidden="true" strokeWidth={2.5} className="size-3 shrink-0" />
      <span className="shrink-0">{timeOf(at)}</span>
      <span className="truncate">{job}</span>
      {count > 1 && <span className="ml-auto shrink-0">×{count >= 1_000 ? 'many' : count}</span>}
      <span className="sr-only">{`, ${word}${why}`}</span>
    </Link>
  )
}

const timeOf = (at: number): string => new Date(at).toTimeString().slice(0, 5)
