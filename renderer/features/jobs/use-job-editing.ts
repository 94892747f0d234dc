import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { type Job, JobDraft, type JobDraftInput } from '../../../shared/model/job.ts'
import { client, codeOf, messageOf, queryClient } from '../../api/client.ts'
import { toast, toastError } from '../../ui/toasts.tsx'
import { useWindowState } from '../../window-state.ts'
import { restoreJob, saveJob } from './actions.ts'
import { check } from './check-form.ts'
import { inputOf } from './draft.ts'
import { emptyForm, type Form } from './form.ts'
import { formOf } from './form-of-job.ts'

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
  const key = job?.id ?? 'new'
  const [, go] = useLocation()
  const { drafts, keepDraft } = useWindowState()
  const kept = drafts[key]
  const saved = useMemo(() => (job === null ? emptyForm : formOf(job)), [job])
  const [form, setForm] = useState<Form>(() => (kept ? formOf(kept.draft) : saved))
  const [base, setBase] = useState(kept?.base ?? job?.updatedAt ?? null)
  /** What the edit began from; null where that is not known. */
  const [began, setBegan] = useState<JobDraftInput | null>(kept ? (kept.began ?? null) : inputOf(saved))
  const { problems, root, drop, valid, explain } = useProblems()
  const [busy, setBusy] = useState(false)
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

  const edit = useCallback(
    (change: Partial<Form>) => {
      setForm((before) => ({ ...before, ...change }))
      drop((field) => field in change)
    },
    [drop],
  )

  const create = useCallback(
    async (draft: JobDraft): Promise<Job> => {
      const made = await client.jobs.create(draft)
      keepDraft(key, null)
      await queryClient.invalidateQueries()
      toast(`"${made.name}" created`)
      // A test run that is shown stays beside the script.
      go(`/jobs/${made.id}${location.search}`, { replace: true })
      return made
    },
    [key, keepDraft, go],
  )

  const save = useCallback(
    async (compare = false): Promise<Job | null> => {
      const draft = valid(form)
      if (draft === null) return null
      setBusy(true)
      try {
        if (job === null) return await create(draft)
        const start = began && JobDraft.safeParse(began)
        const putBack = () => setForm(form)
        const outcome = await saveJob(job, draft, { base, began: start?.data ?? null, putBack, compare })
        if (outcome === null) return null
        const { stored, by } = outcome
        keepDraft(key, null)
        follow(stored)
        if (by !== 'mine') setForm(formOf(stored))
        await queryClient.invalidateQueries()
        if (by === 'mine') toast(`"${stored.name}" saved`)
        return by === 'theirs' ? null : stored
      } catch (error) {
        if (job !== null && codeOf(error) === 'not-found') tellDeleted(job, draft, create)
        else explain(error)
        return null
      } finally {
        setBusy(false)
      }
    },
    [form, job, base, began, key, keepDraft, follow, create, valid, explain],
  )

  const checked = useCallback((nameless: string) => valid(named(form, nameless)), [form, valid])

  const discard = () => {
    keepDraft(key, null)
    setForm(saved)
    if (job !== null) follow(job)
    drop(() => true)
  }

  const isOutdated =
    job !== null &&
    job.updatedAt !== base &&
    began !== null &&
    isChanged &&
    !isSame(inputOf(saved), began) &&
    !isSame(inputOf(form), began)

  return { form, problems, isChanged, isOutdated, busy, root, edit, discard, save, checked }
}

const isSame = (a: JobDraftInput, b: JobDraftInput | null): boolean => JSON.stringify(a) === JSON.stringify(b)

/** Nothing that was written is lost: the job can come back, or the edit can become a job of its own. */
const tellDeleted = (job: Job, draft: JobDraft, create: (draft: JobDraft) => Promise<Job>): void =>
  toastError(`Could not save "${job.name}": it was deleted in another window.`, undefined, [
    { label: 'Restore job', act: () => void restoreJob(job) },
    {
      label: 'Save as new job',
      act: () => void create(draft).catch((error: unknown) => toastError('Could not save the job', error)),
    },
  ])

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
