import { useMemo, useState } from 'react'
import { useLocation } from 'wouter'
import { type Job, JobDraft } from '../../../shared/model/job.ts'
import { api, client } from '../../api/client.ts'
import { stayInEditor } from '../../editor/instance.ts'
import { type Editor, useEditor } from '../../editor/use-editor.ts'
import { check } from './form/check-form.ts'
import { inputOf } from './form/draft.ts'
import type { Form } from './form/form.ts'
import { formOf } from './form/form-of-job.ts'
import { words } from './words.ts'

export type JobEditor = Editor<Job, Form> & {
  /** What the person says about the version that saving makes. */
  note: string
  setNote(note: string): void
  /** The form as a draft, with a name of its own where it has none; null after showing what is wrong. */
  draftNamed(nameless: string): JobDraft | null
}

/** The form of a job, or of a new one. */
export function useJobEditor(job: Job | null, isDeleted: boolean, initial: Form): JobEditor {
  const [, go] = useLocation()
  const [note, setNote] = useState('')
  const editor = useEditor<Job, Form, JobDraft>({
    kind: 'job',
    stored: job,
    isDeleted,
    saved: useMemo(() => job && formOf(job), [job]),
    initial: () => initial,
    check,
    written: inputOf,
    formOf,
    draftOf: (stored) => JobDraft.parse(stored),
    nameOf: ({ name }) => name,
    create: (draft) => client.jobs.create(draft),
    async update(ref, draft, expected) {
      const job = await client.jobs.update({ ref, ...draft, ...expected, note })
      setNote('')
      return job
    },
    newest: (ref) => client.jobs.get({ ref }),
    restore: (ref) => client.jobs.restore({ ref }),
    cacheKey: (ref) => api.jobs.get.queryKey({ input: { ref } }),
    staleKey: api.jobs.key(),
    savedText: ({ name }, isNew) => (isNew ? words.editor.created(name) : words.editor.saved(name)),
    // A test run that is shown stays beside the script.
    created({ id }) {
      const params = new URLSearchParams(location.search)
      params.set('tab', 'script')
      go(`/jobs/${id}?${params}`, { replace: true, state: stayInEditor() })
    },
  })
  const { form, show } = editor
  return {
    ...editor,
    note,
    setNote,
    draftNamed(nameless) {
      const { draft, problems } = check(form.name.trim() === '' ? { ...form, name: nameless } : form)
      if (draft === null) show(problems)
      return draft
    },
  }
}
