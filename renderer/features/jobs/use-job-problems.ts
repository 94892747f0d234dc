import { type RefObject, useCallback, useRef, useState } from 'react'
import type { JobDraft } from '../../../shared/model/job.ts'
import { codeOf, messageOf } from '../../api/client.ts'
import { toastError } from '../../ui/toasts.tsx'
import { check } from './check-form.ts'
import type { Form } from './form.ts'

export type JobProblems = {
  problems: Record<string, string>
  root: RefObject<HTMLFormElement | null>
  drop(isOver: (field: string) => boolean): void
  /** The form as a draft; null after showing what is wrong with it. */
  valid(form: Form): JobDraft | null
  /** Shows why the job could not be saved. */
  explain(error: unknown): void
}

/** What is wrong, by field; the first such field gets the focus. */
export function useJobProblems(): JobProblems {
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
