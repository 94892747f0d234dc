import { AlarmClockOff, Check, ClockAlert, Combine, SkipForward } from 'lucide-react'
import type { Slot } from '../shared/model/schedule.ts'
import { type SlotOutcome, slotReasonText } from '../shared/slot-state.ts'
import { cx } from './ui/class-names.ts'

const looks: Record<SlotOutcome, { word: string; icon: typeof Check; ink: string }> = {
  ran: { word: 'Ran', icon: Check, ink: 'text-ok' },
  late: { word: 'Ran late', icon: ClockAlert, ink: 'text-warn' },
  skipped: { word: 'Skipped', icon: SkipForward, ink: 'text-ink-3' },
  missed: { word: 'Missed', icon: AlarmClockOff, ink: 'text-bad' },
  coalesced: { word: 'Made up for', icon: Combine, ink: 'text-ink-3' },
}

/** Icon, word and colour of what became of a moment. */
export function SlotStatus({ slot }: { slot: Pick<Slot, 'outcome' | 'reason'> }) {
  const { word, icon: Icon, ink } = looks[slot.outcome]
  return (
    <span
      title={slot.reason === null ? undefined : slotReasonText[slot.reason]}
      className="inline-flex items-center gap-2 align-middle whitespace-nowrap"
    >
      <Icon aria-hidden="true" strokeWidth={2.5} className={cx('size-3.5 shrink-0', ink)} />
      {word}
    </span>
  )
}
