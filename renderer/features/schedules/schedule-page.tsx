import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useLocation } from 'wouter'
import type { Schedule } from '../../../shared/model/schedule.ts'
import { api, isMissing } from '../../api/client.ts'
import { definitionHref } from '../../definition/links.ts'
import { EditorNotice } from '../../editor/editor-notice.tsx'
import { EditorMissing, EditorWaiting } from '../../editor/editor-waiting.tsx'
import { saveButtons } from '../../editor/save-buttons.ts'
import type { Started } from '../../started/started.ts'
import { Crumbs } from '../../ui/crumbs.tsx'
import { HeaderActions } from '../../ui/header-actions.tsx'
import { KeyUse } from '../../ui/key-hint.tsx'
import { useKeys } from '../../ui/keys.ts'
import { Page } from '../../ui/page.tsx'
import { pageWords } from '../../words.ts'
import { check } from './form.ts'
import { NextTimes } from './next-times.tsx'
import { ScheduleFields } from './schedule-fields.tsx'
import { useScheduleEditor } from './use-schedule-editor.ts'
import { words } from './words.ts'

export function NewSchedulePage({ jobId }: { jobId: string }) {
  const query = useQuery(api.jobs.get.queryOptions({ input: { ref: jobId } }))
  if (query.data) return <ScheduleEditor schedule={null} isDeleted={false} jobId={jobId} job={query.data.name} />
  return <EditorWaiting title={words.schedule} error={query.error} kind="job" retry={() => void query.refetch()} />
}

export function SchedulePage({ id }: { id: string }) {
  const query = useQuery(api.schedules.get.queryOptions({ input: { id } }))
  const { data: schedule, error } = query
  if (schedule)
    return <ScheduleEditor schedule={schedule} isDeleted={isMissing(error)} jobId={schedule.jobId} job={schedule.job} />
  return <EditorWaiting title={words.schedule} error={query.error} kind="schedule" retry={() => void query.refetch()} />
}

type EditorProps = { schedule: Schedule | null; isDeleted: boolean; jobId: string; job: string }

/** Edits a schedule, or makes a new one, with a preview of its occurrences beside it. */
function ScheduleEditor({ schedule, isDeleted, jobId, job }: EditorProps) {
  const [, go] = useLocation()
  const toJob = () => go(definitionHref('job', jobId, 'triggers'))
  const started: Started = { kind: 'job', id: jobId, name: job }
  const editor = useScheduleEditor(schedule, isDeleted, started, toJob)
  const { form, root, save } = editor
  const { draft } = useMemo(() => check(form), [form])
  useKeys({ save: () => void save() })

  if (editor.isGone)
    return <EditorMissing title={words.schedule} kind="schedule" name={schedule?.name ?? ''} restore={editor.restore} />
  return (
    <Page
      title={schedule === null ? words.newSchedule : words.schedule}
      heading={
        <Crumbs
          way={[
            [pageWords.jobs, '/jobs'],
            [job, `/jobs/${jobId}`],
          ]}
        >
          {schedule === null ? words.newSchedule : schedule.name === '' ? words.schedule : schedule.name}
        </Crumbs>
      }
      actions={<HeaderActions buttons={saveButtons(editor, schedule === null ? words.addSchedule : words.save)} />}
      notice={<EditorNotice editor={editor} />}
    >
      <form
        ref={root}
        aria-label={schedule === null ? words.newOf(job) : words.scheduleOf(job)}
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
        className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)_320px] max-[960px]:grid-cols-[minmax(0,1fr)_260px] max-[640px]:block max-[640px]:overflow-auto"
      >
        <div className="min-h-0 overflow-auto p-4">
          <ScheduleFields editor={editor} schedule={schedule} started={started} onGone={toJob} />
        </div>
        <aside
          aria-label={words.summary}
          className="min-h-0 overflow-auto border-rule bg-bg p-4 max-[640px]:border-t min-[641px]:border-l"
        >
          <NextTimes draft={draft} />
          <p className="mt-4 text-sm text-ink-3">
            <KeyUse of="save" text={words.keySaves} />
          </p>
        </aside>
      </form>
    </Page>
  )
}
