import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Schedule } from '../../../shared/model/schedule.ts'
import { api, isMissing, messageOf } from '../../api/client.ts'
import { EditorNotice } from '../../editor/editor-notice.tsx'
import { PanelForm } from '../../editor/panel-form.tsx'
import { SaveBar } from '../../editor/save-bar.tsx'
import type { Started } from '../../started/started.ts'
import { PanelContent } from '../../ui/panel/side-panel.tsx'
import { Problem } from '../../ui/problem.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { check } from './form.ts'
import { NextTimes } from './next-times.tsx'
import { ScheduleFields } from './schedule-fields.tsx'
import { useScheduleEditor } from './use-schedule-editor.ts'
import { words } from './words.ts'

type Props = { started: Started; onClose(): void }

/** A schedule in the panel beside the list that it belongs to. */
export function SchedulePanel({ id, ...rest }: Props & { id: string }) {
  const query = useQuery(api.schedules.get.queryOptions({ input: { id } }))
  if (query.data) return <SchedulePanelForm schedule={query.data} isDeleted={isMissing(query.error)} {...rest} />
  return (
    <PanelContent title={words.schedule}>
      {query.isError ? (
        <Problem message={messageOf(query.error)} retry={() => void query.refetch()} />
      ) : (
        <SkeletonRows rows={4} />
      )}
    </PanelContent>
  )
}

export const NewSchedulePanel = (props: Props) => <SchedulePanelForm schedule={null} isDeleted={false} {...props} />

type FormProps = Props & { schedule: Schedule | null; isDeleted: boolean }

function SchedulePanelForm({ schedule, isDeleted, started, onClose }: FormProps) {
  const editor = useScheduleEditor(schedule, isDeleted, started, onClose)
  const { form, root, save } = editor
  const { draft } = useMemo(() => check(form), [form])
  const title = schedule === null ? words.newSchedule : schedule.name === '' ? words.schedule : schedule.name
  if (editor.isGone) return <PanelContent title={title}>{words.deletedElsewhere}</PanelContent>
  return (
    <PanelContent
      title={title}
      actions={
        <>
          <SaveBar editor={editor} name={schedule === null ? words.addSchedule : words.save} />
          <EditorNotice editor={editor} />
        </>
      }
    >
      <PanelForm
        root={root}
        isNew={schedule === null}
        label={schedule === null ? words.newOf(started.name) : words.scheduleOf(started.name)}
        save={save}
      >
        <div>
          <ScheduleFields editor={editor} schedule={schedule} started={started} onGone={onClose}>
            <section aria-label={words.summary} className="mt-4">
              <NextTimes draft={draft} />
            </section>
          </ScheduleFields>
        </div>
      </PanelForm>
    </PanelContent>
  )
}
