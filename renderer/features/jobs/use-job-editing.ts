import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import type { Job, JobDraft } from '../../../shared/model/job.ts'
import { client, codeOf, messageOf, queryClient } from '../../api/client.ts'
import { toast, toastError } from '../../ui/toasts.tsx'
import { useWindowState } from '../../window-state.ts'
import { saveJob } from './actions.ts'
import { check } from './check-form.ts'
import { inputOf } from './draft.ts'
import { emptyForm, type Form } from './form.ts'
import { formOf } from './form-of-job.ts'

export type JobEditing = {
  form: Form
  problems: Record<string, string>
  isChanged: boolean
  busy: boolean
  root: RefObject<HTMLFormElement | null>
  edit(change: Partial<Form>): void
  discard(): void
  /** Null: the person's edit is not what is stored, and they know why. */
  save(): Promise<Job | null>
  /** The form as a draft, with a name of its own where it has none; null after showing what is wrong. */
  checked(nameless: string): JobDraft | null
}

/** The form of a job, or of a new one. Unsaved changes outlive a reload. */
export function useJobEditing(job: Job | null): JobEditing {
  const key = job?.id ?? 'new'
  const [, go] = useLocation()
  const { drafts, keepDraft } = useWindowState()
  const kept = drafts[key]
  const saved = useMemo(() => (job === null ? emptyForm : formOf(job)), [job])
  const [form, setForm] = useState<Form>(() => (kept ? formOf(kept.draft) : saved))
  const [base, setBase] = useState(kept?.base ?? job?.updatedAt ?? null)
  const { problems, root, drop, valid, explain } = useProblems()
  const [busy, setBusy] = useState(false)
  const isChanged = JSON.stringify(inputOf(form)) !== JSON.stringify(inputOf(saved))

  useEffect(() => {
    keepDraft(key, isChanged ? { draft: inputOf(form), base } : null)
  }, [key, form, base, isChanged, keepDraft])

  // Another window saved the job while nothing was changed here: show that.
  useEffect(() => {
    if (job === null || kept !== undefined || busy) return
    setForm(formOf(job))
    setBase(job.updatedAt)
  }, [job, kept, busy])

  const edit = useCallback(
    (change: Partial<Form>) => {
      setForm((before) => ({ ...before, ...change }))
      drop((field) => field in change)
    },
    [drop],
  )

  const save = useCallback(async (): Promise<Job | null> => {
    const draft = valid(form)
    if (draft === null) return null
    setBusy(true)
    try {
      const outcome = job === null ? { stored: await client.jobs.create(draft), by: 'mine' } : await saveJob(job, draft, base)
      if (outcome === null) return null
      const { stored, by } = outcome
      keepDraft(key, null)
      if (job !== null) setBase(stored.updatedAt)
      if (by === 'theirs') setForm(formOf(stored))
      await queryClient.invalidateQueries()
      if (by === 'theirs') return null
      if (by === 'mine') toast(job === null ? `"${stored.name}" created` : `"${stored.name}" saved`)
      if (job === null) go(`/jobs/${stored.id}`, { replace: true })
      return stored
    } catch (error) {
      explain(error)
      return null
    } finally {
      setBusy(false)
    }
  }, [form, job, base, key, keepDraft, go, valid, explain])

  const checked = useCallback((nameless: string) => valid(named(form, nameless)), [form, valid])

  const discard = () => {
    keepDraft(key, null)
    setForm(saved)
    setBase(job?.updatedAt ?? null)
    drop(() => true)
  }

  return { form, problems, isChanged, busy, root, edit, discard, save, checked }
}

const named = (form: Form, nameless: string): Form => (form.name.trim() === '' ? { ...form, name: nameless } : form)

type Problems = Pick<JobEditing, 'problems' | 'root'> & {
  drop(isOver: (field: string) => boolean): void
  /** The form as a draft; null after showing what is wrong with it. */
  valid(form: Form): JobDraft | null
  /** Shows why the job could not be saved. */
  explain(error: unknown): void
}

/** What is wrong, by field; the first such field gets the focus. */
function useProblems(): Problems {
  const [problems, setProblems] = useState<Record<string, string>>({})
  const root = useRef<HTMLFormElement>(null)
  const show = useCallback((found: Record<string, string>) => {
    setProblems(found)
    requestAnimationFrame(() => root.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
  }, [])
  const drop = useCallback((isOver: (field: string) => boolean) => {
    setProblems((before) => Object.fromEntries(Object.entries(before).filter(([field]) => !isOver(field))))
  }, [])
  const valid = useCallback(
    (form: Form) => {
      const { draft, problems: found } = check(form)
      if (draft === null) show(found)
      return draft
    },
    [show],
  )
  const explain = useCallback(
    (error: unknown) => {
      if (codeOf(error) === 'name-taken') show({ name: messageOf(error) })
      else toastError('Could not save the job', error)
    },
    [show],
  )
  return { problems, root, drop, valid, explain }
}
