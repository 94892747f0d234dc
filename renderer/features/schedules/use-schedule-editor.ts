import { useMemo, useState } from 'react'
import { useLocation } from 'wouter'
import { type Schedule, ScheduleDraft } from '../../../shared/model/schedule.ts'
import { api, client, issuesOf } from '../../api/client.ts'
import { type Editor, useEditor } from '../../editor/use-editor.ts'
import { rememberMade } from '../../made.ts'
import { nameOf } from './actions.ts'
import { check, type Form, fieldAt, formOf, newForm } from './form.ts'
import { words } from './words.ts'

const ownZone = new Intl.DateTimeFormat().resolvedOptions().timeZone

/** The form of a schedule of a job, or of a new one, which leads back to its job. */
export function useScheduleEditor(schedule: Schedule | null, isDeleted: boolean, jobId: string): Editor<Schedule, Form> {
  const [, go] = useLocation()
  // The fields of the other kinds start from this: if it moved, they would count as changed.
  const [opened] = useState(Date.now)
  return useEditor<Schedule, Form, ScheduleDraft>({
    kind: 'schedule',
    stored: schedule,
    isDeleted,
    parentId: jobId,
    saved: useMemo(() => schedule && formOf(schedule, opened), [schedule, opened]),
    initial: () => newForm(ownZone, opened),
    check,
    formOf: (stored) => formOf(stored, opened),
    draftOf: (stored) => ScheduleDraft.parse(stored),
    nameOf,
    create: (draft) => client.schedules.create({ job: jobId, ...draft }),
    update: (id, draft, expected) => client.schedules.update({ id, ...draft, ...expected }),
    newest: (id) => client.schedules.get({ id }),
    restore: (id) => client.schedules.restore({ id }),
    cacheKey: (id) => api.schedules.get.queryKey({ input: { id } }),
    staleKey: api.schedules.key(),
    problemsOf: (error) => Object.fromEntries(Object.entries(issuesOf(error)).map(([path, text]) => [fieldAt(path), text])),
    savedText: (_, isNew) => (isNew ? words.added : words.saved),
    created: ({ id }) => {
      rememberMade(id)
      go(`/jobs/${jobId}?tab=triggers`)
    },
  })
}
