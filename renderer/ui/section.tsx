import { ChevronRight } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'

/** Settings that most do not need: closed, it says in a line what is set. What is wrong inside opens it. */
export function Section({
  title,
  summary,
  invalid,
  checked,
  startsOpen = false,
  children,
}: {
  title: string
  summary: string
  invalid: boolean
  startsOpen?: boolean
  /** Another one whenever the form was checked: what is wrong opens it again. */
  checked: unknown
  children: ReactNode
}) {
  const [open, setOpen] = useState(invalid || startsOpen)
  useEffect(() => {
    if (invalid) setOpen(true)
  }, [invalid, checked])
  return (
    <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)} className="group border-t border-rule">
      <summary className="flex min-h-9 cursor-default list-none items-center gap-1.5 rounded-sm py-1 text-sm select-none">
        <ChevronRight aria-hidden="true" className="size-3.5 shrink-0 text-ink-3 transition-transform group-open:rotate-90" />
        <span className="font-medium text-ink-2">{title}</span>
        <span className="ml-auto min-w-0 truncate pl-2 text-ink-3 group-open:hidden">{summary}</span>
      </summary>
      <div className="flex flex-col gap-3 pt-1 pb-4">{children}</div>
    </details>
  )
}

/** A tick with its words. */
export function Check({
  checked,
  onChange,
  children,
}: {
  checked: boolean
  onChange(checked: boolean): void
  children: ReactNode
}) {
  return (
    <label className="flex min-h-6 items-center gap-2 text-sm">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} className="accent-accent" />
      {children}
    </label>
  )
}
