import { type RefObject, useCallback, useState } from 'react'
import type { Job, JobDraft } from '../../../shared/model/job.ts'
import type { Form } from './form.ts'
import { useJobDraft } from './use-job-draft.ts'
import { useJobProblems } from './use-job-problems.ts'
import { useJobSaving } from './use-job-saving.ts'

export type JobEditing = {
  form: Form
  problems: Record<string, string>
  isChanged: boolean
  /** Another version was saved since the edit began. */
  isOutdated: boolean
  busy: boolean
  root: RefObject<HTMLFormElement | null>
  edit(change: Partial<Form>): void
  discard(): void
  /** Null: the person's edit is not what is stored, and they know why. `compare` shows both versions first. */
  save(compare?: boolean): Promise<Job | null>
  /** The form as a draft, with a name of its own where it has none; null after showing what is wrong. */
  checked(nameless: string): JobDraft | null
}

/** The form of a job, or of a new one. Unsaved changes outlive a reload. */
export function useJobEditing(job: Job | null): JobEditing {
  const [busy, setBusy] = useState(false)
  const edited = useJobDraft(job, busy)
  const { problems, root, drop, valid, explain } = useJobProblems()
  const save = useJobSaving({ job, edited, problems: { valid, explain }, setBusy })
  const { form, setForm, isChanged, isOutdated } = edited

  const edit = useCallback(
    (change: Partial<Form>) => {
      setForm((before) => ({ ...before, ...change }))
      drop((field) => field in change)
    },
    [setForm, drop],
  )

  const checked = useCallback((nameless: string) => valid(named(form, nameless)), [form, valid])

  const discard = () => {
    edited.discard()
    drop(() => true)
  }

  return { form, problems, isChanged, isOutdated, busy, root, edit, discard, save, checked }
}

const named = (form: Form, nameless: string): Form => (form.name.trim() === '' ? { ...form, name: nameless } : form)
