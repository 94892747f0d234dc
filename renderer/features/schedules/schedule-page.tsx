import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useLocation } from 'wouter'
import type { Schedule } from '../../../shared/model/schedule.ts'
import { api } from '../../api/client.ts'
import { NewerVersion } from '../../conflict/newer-version.tsx'
import { EditorWaiting } from '../../editor-waiting.tsx'
import { Button } from '../../ui/button.tsx'
import { Crumbs } from '../../ui/crumbs.tsx'
import { Kbd, mod } from '../../ui/kbd.tsx'
import { useKeys } from '../../ui/keys.ts'
import { Page } from '../../ui/page.tsx'
import { Switch } from '../../ui/switch.tsx'
import { useEdited } from '../../ui/use-edited.ts'
import { BackfillDialog } from './backfill-dialog.tsx'
import { BackfillList } from './backfill-list.tsx'
import { check, type Form, formOf, newForm } from './form.ts'
import { NextTimes } from './next-times.tsx'
import { OccurrenceList } from './occurrence-list.tsx'
import { PauseDialog } from './pause-dialog.tsx'
import { FineSection, MissedSection, WindowSection } from './rule-sections.tsx'
import { Standing } from './schedule-standing.tsx'
import { TimingFields } from './timing-fields.tsx'
import { useScheduleSaving } from './use-schedule-saving.ts'

export function NewSchedulePage({ jobId }: { jobId: string }) {
  const query = useQuery(api.jobs.get.queryOptions({ input: { ref: jobId } }))
  if (query.data) return <ScheduleEditor schedule={null} jobId={jobId} job={query.data.name} />
  return <EditorWaiting title="Schedule" error={query.error} what="This job" retry={() => void query.refetch()} />
}

export function SchedulePage({ id }: { id: string }) {
  const query = useQuery(api.schedules.get.queryOptions({ input: { id } }))
  if (query.data) return <ScheduleEditor schedule={query.data} jobId={query.data.jobId} job={query.data.job} />
  return <EditorWaiting title="Schedule" error={query.error} what="This schedule" retry={() => void query.refetch()} />
}

const ownZone = new Intl.DateTimeFormat().resolvedOptions().timeZone

/** Edits a schedule, or makes a new one; what it means is said beside it as it is typed. */
function ScheduleEditor({ schedule, jobId, job }: { schedule: Schedule | null; jobId: string; job: string }) {
  const [, go] = useLocation()
  // What the fields of the other kinds begin with must not move while it is open: that would count as a change.
  const [opened] = useState(Date.now)
  const saved = useMemo(() => (schedule === null ? null : formOf(schedule, opened)), [schedule, opened])
  const [busy, setBusy] = useState(false)
  const [asking, setAsking] = useState<'pause' | 'backfill' | null>(null)
  const edited = useEdited<Form>(saved, schedule?.updatedAt, busy, () => newForm(ownZone, opened))
  const { form, edit, isChanged, shown, root, discard, isOutdated } = edited
  const checked = useMemo(() => check(form), [form])
  const { draft, problems } = checked
  // An expression says what is wrong with it as it is typed; the rest when it is to be saved.
  const typed = problems?.['expr'] === undefined ? {} : { expr: problems['expr'] }

  const save = useScheduleSaving({ schedule, jobId, opened, edited, checked, setBusy })

  useKeys({ save: () => void save() })
  const part = { form, problems: { ...typed, ...shown }, edit }

  return (
    <Page
      title={schedule === null ? 'New schedule' : 'Schedule'}
      heading={
        <Crumbs
          way={[
            ['Jobs', '/jobs'],
            [job, `/jobs/${jobId}`],
          ]}
        >
          {schedule === null ? 'New schedule' : schedule.name === '' ? 'Schedule' : schedule.name}
        </Crumbs>
      }
      actions={
        <>
          {isOutdated && <NewerVersion onCompare={() => void save(true)} />}
          {schedule !== null && isChanged && (
            <Button look="quiet" onClick={discard}>
              Discard changes
            </Button>
          )}
          <Button look="primary" disabled={busy || (schedule !== null && !isChanged)} onClick={() => void save()}>
            {schedule === null ? 'Add schedule' : 'Save'}
          </Button>
        </>
      }
    >
      <form
        ref={root}
        aria-label={schedule === null ? `New schedule of ${job}` : `Schedule of ${job}`}
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
        className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)_320px] max-[960px]:grid-cols-[minmax(0,1fr)_260px]"
      >
        <div className="min-h-0 overflow-auto p-4">
          {schedule !== null && <Standing schedule={schedule} onAsk={setAsking} onGone={() => go(`/jobs/${jobId}`)} />}
          <div className="mb-4 flex items-center gap-2">
            <Switch checked={form.enabled} label="The schedule is on" onChange={(enabled) => edit({ enabled })} />
            <span className="text-sm text-ink-2">{form.enabled ? 'On' : 'Off: it is kept, and starts nothing'}</span>
          </div>
          <TimingFields {...part} />
          <div className="mt-5">
            <MissedSection {...part} />
            <WindowSection {...part} />
            <FineSection {...part} />
          </div>
          {schedule !== null && <BackfillList scheduleId={schedule.id} />}
          {schedule !== null && <OccurrenceList id={schedule.id} />}
        </div>
        <aside aria-label="What it means" className="min-h-0 overflow-auto border-l border-rule bg-bg p-4">
          <NextTimes draft={draft} />
          <p className="mt-4 text-sm text-ink-3">
            <Kbd>{`${mod} S`}</Kbd> saves.
          </p>
        </aside>
      </form>
      {asking === 'pause' && schedule !== null && <PauseDialog schedule={schedule} onClose={() => setAsking(null)} />}
      {asking === 'backfill' && schedule !== null && <BackfillDialog schedule={schedule} onClose={() => setAsking(null)} />}
    </Page>
  )
}
