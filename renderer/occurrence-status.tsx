import { AlarmClockOff, Check, ClockAlert, Combine, SkipForward } from 'lucide-react'
import type { Occurrence } from '../shared/model/schedule.ts'
import { type OccurrenceOutcome, occurrenceReasonText } from '../shared/occurrence-state.ts'
import { cx } from './ui/class-names.ts'
import { words } from './words.ts'

const looks: Record<OccurrenceOutcome, { icon: typeof Check; ink: string }> = {
  ran: { icon: Check, ink: 'text-ok' },
  late: { icon: ClockAlert, ink: 'text-warn' },
  skipped: { icon: SkipForward, ink: 'text-ink-3' },
  missed: { icon: AlarmClockOff, ink: 'text-bad' },
  coalesced: { icon: Combine, ink: 'text-ink-3' },
}

/** Icon, word and color of the outcome of an occurrence. */
export function OccurrenceStatus({ occurrence }: { occurrence: Pick<Occurrence, 'outcome' | 'reason'> }) {
  const { icon: Icon, ink } = looks[occurrence.outcome]
  return (
    <span
      title={occurrence.reason === null ? undefined : occurrenceReasonText[occurrence.reason]}
      className="inline-flex items-center gap-2 align-middle whitespace-nowrap"
    >
      <Icon aria-hidden="true" strokeWidth={2.5} className={cx('size-3.5 shrink-0', ink)} />
      {words.outcomes[occurrence.outcome]}
    </span>
  )
}
