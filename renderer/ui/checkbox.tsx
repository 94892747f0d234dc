import { Check, Minus } from 'lucide-react'
import type { MouseEvent } from 'react'
import { cx } from './class-names.ts'

/** `mixed`: some of the things that it stands for are checked. A button, so that letters keep working as keys while it has the focus. */
export function Checkbox({
  checked,
  label,
  onChange,
}: {
  checked: boolean | 'mixed'
  label: string
  onChange(checked: boolean, event: MouseEvent): void
}) {
  const Mark = checked === 'mixed' ? Minus : Check
  return (
    <button
      type="button"
      role="checkbox"
      aria-checked={checked}
      aria-label={label}
      onClick={(event) => onChange(checked !== true, event)}
      className="-mx-1.5 grid size-6 shrink-0 place-items-center rounded-sm"
    >
      <span
        className={cx(
          'grid size-3.5 place-items-center rounded-[3px] border',
          checked ? 'border-accent bg-accent text-accent-ink' : 'border-ink-3 bg-surface',
        )}
      >
        {checked !== false && <Mark aria-hidden="true" strokeWidth={3} className="size-3" />}
      </span>
    </button>
  )
}
