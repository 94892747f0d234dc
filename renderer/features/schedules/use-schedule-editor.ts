import { useMemo, useState } from 'react'
import { type Schedule, ScheduleDraft } from '../../../shared/model/schedule.ts'
import { api, client, issuesOf } from '../../api/client.ts'
import { type Editor, useEditor } from '../../editor/use-editor.ts'
import { rememberMade } from '../../made.ts'
import { addToJob, type Started } from '../../started/started.ts'
import { nameOf } from './actions.ts'
import { check, type Form, fieldAt, formOf, newForm } from './form.ts'
import { words } from './words.ts'

const ownZone = new Intl.DateTimeFormat().resolvedOptions().timeZone

/** The form of a schedule, or of a new one. */
export function useScheduleEditor(
  schedule: Schedule | null,
  isDeleted: boolean,
  started: Started,
  onAdded: () => void,
): Editor<Schedule, Form> {
  // The fields of the other kinds start from this: if it moved, they would count as changed.
  const [opened] = useState(Date.now)
  return useEditor<Schedule, Form, ScheduleDraft>({
    kind: 'schedule',
    stored: schedule,
    isDeleted,
    parentId: started.id,
    saved: useMemo(() => schedule && formOf(schedule, opened), [schedule, opened]),
    initial: () => newForm(ownZone, opened),
    check,
    formOf: (stored) => formOf(stored, opened),
    draftOf: (stored) => ScheduleDraft.parse(stored),
    nameOf,
    create: (draft) => addToJob(started, (job) => client.schedules.create({ job, ...draft })),
    update: (id, draft, expected) => client.schedules.update({ id, ...draft, ...expected }),
    newest: (id) => client.schedules.get({ id }),
    restore: (id) => client.schedules.restore({ id }),
    cacheKey: (id) => api.schedules.get.queryKey({ input: { id } }),
    staleKey: api.schedules.key(),
    problemsOf: (error) => Object.fromEntries(Object.entries(issuesOf(error)).map(([path, text]) => [fieldAt(path), text])),
    savedText: (_, isNew) => (isNew ? words.added : words.saved),
    created: ({ id }) => {
      rememberMade(id)
      onAdded()
    },
  })
}
