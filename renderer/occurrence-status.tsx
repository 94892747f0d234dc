import { AlarmClockOff, Check, ClockAlert, Combine, SkipForward } from 'lucide-react'
import type { Occurrence } from '../shared/model/schedule.ts'
import { type OccurrenceOutcome, occurrenceReasonText } from '../shared/occurrence-state.ts'
import { cx } from './ui/class-names.ts'

const looks: Record<OccurrenceOutcome, { word: string; icon: typeof Check; ink: string }> = {
  ran: { word: 'On time', icon: Check, ink: 'text-ok' },
  late: { word: 'Late', icon: ClockAlert, ink: 'text-warn' },
  skipped: { word: 'Skipped', icon: SkipForward, ink: 'text-ink-3' },
  missed: { word: 'Missed', icon: AlarmClockOff, ink: 'text-bad' },
  coalesced: { word: 'Coalesced', icon: Combine, ink: 'text-ink-3' },
}

/** Icon, word and color of the outcome of an occurrence. */
export function OccurrenceStatus({ occurrence }: { occurrence: Pick<Occurrence, 'outcome' | 'reason'> }) {
  const { word, icon: Icon, ink } = looks[occurrence.outcome]
  return (
    <span
      title={occurrence.reason === null ? undefined : occurrenceReasonText[occurrence.reason]}
      className="inline-flex items-center gap-2 align-middle whitespace-nowrap"
    >
      <Icon aria-hidden="true" strokeWidth={2.5} className={cx('size-3.5 shrink-0', ink)} />
      {word}
    </span>
  )
}
