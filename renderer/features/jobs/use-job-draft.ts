import { type Dispatch, type SetStateAction, useCallback, useEffect, useMemo, useState } from 'react'
import type { Job, JobDraftInput } from '../../../shared/model/job.ts'
import { useWindowState } from '../../window-state.ts'
import { inputOf } from './draft.ts'
import { emptyForm, type Form } from './form.ts'
import { formOf } from './form-of-job.ts'

export type EditedDraft = {
  form: Form
  setForm: Dispatch<SetStateAction<Form>>
  /** When the version was saved that the edit is based on. */
  base: number | null
  /** What the edit began from; null where that is not known. */
  began: JobDraftInput | null
  isChanged: boolean
  /** Another version was saved since the edit began. */
  isOutdated: boolean
  /** From now on the edit is based on this version. */
  follow(stored: Job): void
  /** The edit is not kept for a reload any more. */
  forget(): void
  discard(): void
}

/** What is typed for a job, or for a new one; it follows what other windows save while nothing is changed here. */
export function useJobDraft(job: Job | null, busy: boolean): EditedDraft {
  const key = job?.id ?? 'new'
  const { drafts, keepDraft } = useWindowState()
  const kept = drafts[key]
  const saved = useMemo(() => (job === null ? emptyForm : formOf(job)), [job])
  const [form, setForm] = useState<Form>(() => (kept ? formOf(kept.draft) : saved))
  const [base, setBase] = useState(kept?.base ?? job?.updatedAt ?? null)
  /** What the edit began from; null where that is not known. */
  const [began, setBegan] = useState<JobDraftInput | null>(kept ? (kept.began ?? null) : inputOf(saved))
  const isChanged = !isSame(inputOf(form), inputOf(saved))

  useEffect(() => {
    keepDraft(key, isChanged ? { draft: inputOf(form), base, began } : null)
  }, [key, form, base, began, isChanged, keepDraft])

  const follow = useCallback((stored: Job) => {
    setBase(stored.updatedAt)
    setBegan(inputOf(formOf(stored)))
  }, [])

  // Another window saved the job while nothing was changed here: show that.
  useEffect(() => {
    if (job === null || busy || job.updatedAt === base || !isSame(inputOf(form), began)) return
    setForm((now) => (now === form ? formOf(job) : now))
    follow(job)
  }, [job, busy, base, began, form, follow])

  const forget = useCallback(() => keepDraft(key, null), [key, keepDraft])

  const discard = () => {
    forget()
    setForm(saved)
    if (job !== null) follow(job)
  }

  const isOutdated =
    job !== null &&
    job.updatedAt !== base &&
    began !== null &&
    isChanged &&
    !isSame(inputOf(saved), began) &&
    !isSame(inputOf(form), began)

  return { form, setForm, base, began, isChanged, isOutdated, follow, forget, discard }
}

const isSame = (a: JobDraftInput, b: JobDraftInput | null): boolean => JSON.stringify(a) === JSON.stringify(b)
