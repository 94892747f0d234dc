import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'

/** What is wrong, by field. */
export type Problems = Record<string, string>

export type Edited<F> = {
  form: F
  edit(change: Partial<F>): void
  /** It says something else than what is saved; what is not saved yet always does. */
  isChanged: boolean
  /** What is to be shown of what is wrong. */
  shown: Problems
  /** Shows it, and goes to the first field that is meant. */
  show(problems: Problems): void
  root: RefObject<HTMLFormElement | null>
  /** The state that the next save expects to replace. */
  base: number | undefined
  /** What that state said; null for what is new. */
  began: F | null
  /** Another version was saved since the edit began. */
  isOutdated: boolean
  /** The next save replaces the state of this stamp. */
  rebase(stamp: number): void
  /** What was sent is saved, and reads like this now. */
  keep(stored: F, sent: F): void
  discard(): void
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/**
 * A form over something that others may change, too. While nothing is typed it follows them; what was typed stays. `saved` is
 * null for what is new, and `stamp` tells one saved state from the next.
 */
export function useEdited<F extends object>(
  saved: F | null,
  stamp: number | undefined,
  busy: boolean,
  initial: () => F,
): Edited<F> {
  const [form, setForm] = useState<F>(() => saved ?? initial())
  const before = useRef(saved)
  const [base, setBase] = useState(stamp)
  const [shown, setShown] = useState<Problems>({})
  const root = useRef<HTMLFormElement>(null)

  useEffect(() => {
    if (saved === null || stamp === undefined || busy || stamp === base) return
    if (!isSame(form, before.current)) return
    before.current = saved
    setForm(saved)
    setBase(stamp)
  }, [saved, stamp, busy, base, form])

  const edit = useCallback((change: Partial<F>) => {
    setForm((old) => ({ ...old, ...change }))
    setShown((old) => Object.fromEntries(Object.entries(old).filter(([field]) => !(field in change))))
  }, [])

  const show = useCallback((problems: Problems) => {
    setShown(problems)
    requestAnimationFrame(() => root.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
  }, [])

  /** What was typed since goes on being typed. */
  const keep = useCallback((stored: F, sent: F) => {
    before.current = stored
    setForm((now) => (isSame(now, sent) ? stored : now))
  }, [])

  return {
    form,
    edit,
    isChanged: saved === null || !isSame(form, saved),
    shown,
    show,
    root,
    base,
    began: before.current,
    isOutdated:
      saved !== null && stamp !== base && !isSame(form, before.current) && !isSame(saved, before.current) && !isSame(form, saved),
    rebase: setBase,
    keep,
    discard() {
      if (saved === null) return
      before.current = saved
      setForm(saved)
      setBase(stamp)
      setShown({})
    },
  }
}
