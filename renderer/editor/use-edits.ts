import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import type { Problems } from '../ui/problems.ts'
import { useKept } from './use-kept.ts'

export type Edits<F> = {
  form: F
  edit(change: Partial<F>): void
  isChanged: boolean
  /** The problems to show, by field. */
  shown: Problems
  /** Shows problems and focuses the first field that has one. */
  show(problems: Problems): void
  root: RefObject<HTMLFormElement | null>
  /** The saved state that the edit started from, by its stamp. */
  base: number | undefined
  /** The form of that state; null where it is not known. */
  began: F | null
  /** A newer version was saved since the edit started. */
  isOutdated: boolean
  /** The next save replaces the state with this stamp. */
  rebase(stamp: number): void
  /** The form `sent` was saved, and the saved state reads as `stored`. What was typed since stays. */
  adopt(stored: F, sent: F, stamp: number): void
  /** Drops the unsaved changes that are kept for a reload. */
  forget(): void
  discard(): void
}

type Given<F> = {
  /** Unsaved changes are kept under this name, so that they outlive a reload. */
  key: string
  /** Null for something new. */
  saved: F | null
  /** Tells one saved state from the next. */
  stamp: number | undefined
  isBusy: boolean
  initial(): F
  /** The part of a form that is saved: forms that agree in it are equal. */
  written(form: F): unknown
}

/** A form over something that other windows can change, too: it follows them until a person types. */
export function useEdits<F extends object>({ key, saved, stamp, isBusy, initial, written }: Given<F>): Edits<F> {
  const [start] = useState(() => saved ?? initial())
  const { kept, keep, forget } = useKept<F>(key)
  const [form, setForm] = useState<F>(kept ? { ...start, ...kept.form } : start)
  const [base, setBase] = useState(kept ? kept.base : stamp)
  const [began, setBegan] = useState<F | null>(kept ? kept.began : start)
  const [shown, setShown] = useState<Problems>({})
  const root = useRef<HTMLFormElement>(null)

  const isSame = (a: F | null, b: F | null): boolean =>
    a === b || (a !== null && b !== null && isSameData(written(a), written(b)))
  const reference = saved ?? start
  const isChanged = !isSame(form, reference)

  const isBehind = saved !== null && stamp !== undefined && stamp !== base
  // What was saved as this page was left comes back as the saved state.
  const isSaved = isSame(form, saved)
  const follows = isBehind && !isBusy && (isSaved || isSame(form, began))
  useEffect(() => {
    if (!follows) return
    if (!isSaved) setForm(saved)
    setBegan(saved)
    setBase(stamp)
  }, [follows, isSaved, saved, stamp])

  useEffect(() => keep(isChanged ? { form, base, began } : null), [keep, isChanged, form, base, began])

  const edit = useCallback((change: Partial<F>) => {
    setForm((old) => ({ ...old, ...change }))
    setShown((old) => Object.fromEntries(Object.entries(old).filter(([field]) => !(field in change))))
  }, [])

  const show = useCallback((problems: Problems) => {
    setShown(problems)
    // Sections with problems open after the fields have changed.
    requestAnimationFrame(() => requestAnimationFrame(() => focusProblem(root.current)))
  }, [])

  return {
    form,
    edit,
    isChanged,
    shown,
    show,
    root,
    base,
    began,
    isOutdated: isBehind && isChanged && !isSame(form, began) && !isSame(saved, began),
    rebase: setBase,
    adopt(stored, sent, savedStamp) {
      setBegan(stored)
      setBase(savedStamp)
      setForm((now) => (isSame(now, sent) ? stored : now))
      forget()
    },
    forget,
    discard() {
      setForm(reference)
      setBegan(reference)
      setBase(stamp)
      setShown({})
      forget()
    },
  }
}

/** Text after text where that will do: one may be as large as a flow. */
function isSameData(a: unknown, b: unknown): boolean {
  if (typeof a === 'string' || typeof b === 'string') return a === b
  const [texts, others] = [textFields(a), textFields(b)]
  return texts && others
    ? Object.keys({ ...texts, ...others }).every((key) => texts[key] === others[key])
    : JSON.stringify(a) === JSON.stringify(b)
}

/** The fields of data that consists of texts only. */
const textFields = (data: unknown): Record<string, string> | null =>
  typeof data === 'object' && data !== null && Object.values(data).every((part) => typeof part === 'string')
    ? (data as Record<string, string>)
    : null

/** The first field that is wrong, or what says so where there is no field, such as for a secret that is not stored. */
function focusProblem(root: HTMLElement | null): void {
  const wrong = root?.querySelector<HTMLElement>('[aria-invalid="true"]') ?? root?.querySelector<HTMLElement>('[data-problem]')
  const section = wrong?.closest('details')
  if (section) section.open = true
  wrong?.focus()
}
