import { type ReactNode, useState } from 'react'
import type { Schedule } from '../../../shared/model/schedule.ts'
import type { Editor } from '../../editor/use-editor.ts'
import { FixedValues } from '../../fixed-values/fixed-values.tsx'
import type { Started } from '../../started/started.ts'
import { Switch } from '../../ui/switch.tsx'
import { BackfillDialog } from './backfill-dialog.tsx'
import { BackfillList } from './backfill-list.tsx'
import { check, type Form } from './form.ts'
import { OccurrenceList } from './occurrence-list.tsx'
import { PauseDialog } from './pause-dialog.tsx'
import { FineSection, MissedSection, WindowSection } from './rule-sections.tsx'
import { Standing } from './schedule-standing.tsx'
import { TimingFields } from './timing-fields.tsx'
import { words } from './words.ts'

type Props = {
  editor: Editor<Schedule, Form>
  schedule: Schedule | null
  started: Started
  /** It was deleted here. */
  onGone(): void
  /** Below the times, such as a preview of them. */
  children?: ReactNode
}

/** The fields of a schedule; of a saved one also its state, its occurrences and its backfills. */
export function ScheduleFields({ editor, schedule, started, onGone, children }: Props) {
  const [asking, setAsking] = useState<'pause' | 'backfill' | null>(null)
  const { form, edit, shown } = editor
  const { problems } = check(form)
  // An expression is checked as it is typed, the rest when it is saved.
  const typed = problems?.['expr'] === undefined ? {} : { expr: problems['expr'] }
  const part = { form, problems: { ...typed, ...shown }, edit }
  return (
    <>
      {schedule !== null && <Standing schedule={schedule} onAsk={setAsking} onGone={onGone} />}
      <div className="mb-4 flex items-center gap-2">
        <Switch checked={form.enabled} label={words.enabledLabel} onChange={(enabled) => edit({ enabled })} />
        <span className="text-sm text-ink-2">{form.enabled ? words.enabled : words.disabled}</span>
      </div>
      <TimingFields {...part} />
      {children}
      <div className="mt-5">
        <FixedValues
          {...{ started, facts: null, isSaved: schedule !== null, checked: shown }}
          values={form.params}
          problem={shown['params']}
          onChange={(params) => edit({ params })}
        />
        <MissedSection {...part} />
        <WindowSection {...part} />
        <FineSection {...part} />
      </div>
      {schedule !== null && <BackfillList scheduleId={schedule.id} />}
      {schedule !== null && <OccurrenceList id={schedule.id} />}
      {asking === 'pause' && schedule !== null && <PauseDialog schedule={schedule} onClose={() => setAsking(null)} />}
      {asking === 'backfill' && schedule !== null && <BackfillDialog schedule={schedule} onClose={() => setAsking(null)} />}
    </>
  )
}
