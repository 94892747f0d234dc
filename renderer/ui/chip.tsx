import type { ReactNode } from 'react'
import { cx } from './class-names.ts'

/** One of several views of a list. */
export function Chip({ on, onClick, children }: { on: boolean; onClick(): void; children: ReactNode }) {
  return (
    <button
      type="button"
      aria-pressed={on}
      onClick={onClick}
      className={cx(
        'h-6 rounded-md border px-2 text-sm whitespace-nowrap',
        on
          ? 'border-accent bg-selected font-medium forced-colors:border-2 forced-colors:border-[Highlight]'
          : 'border-rule-2 text-ink-2 hover:bg-hover',
      )}
    >
      {children}
    </button>
  )
}
