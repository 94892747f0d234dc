import type { CSSProperties, ReactNode } from 'react'
import { Checkbox } from '../checkbox.tsx'
import { words } from './words.ts'

type Props = {
  several: string
  style: CSSProperties
  /** Missing: rows cannot be selected. */
  selection?: { checked: boolean | 'mixed'; selectAll(): void; clear(): void } | undefined
  /** Stands at the right end; null: there is nothing. */
  end: ReactNode
  /** The cells of the columns. */
  children: ReactNode
}

/** The first row: it stays in view. */
export function TableHeader({ several, style, selection, end, children }: Props) {
  return (
    <div role="rowgroup" className="sticky top-0 z-10 bg-surface">
      <div
        role="row"
        aria-rowindex={1}
        style={style}
        className="grid h-7 items-center border-b border-rule px-4 text-xs font-medium text-ink-3"
      >
        {selection && (
          <span role="columnheader">
            <Checkbox
              checked={selection.checked}
              label={words.selectAll(several)}
              onChange={(checked) => (checked ? selection.selectAll() : selection.clear())}
            />
          </span>
        )}
        {children}
        {end !== null && (
          <span role="columnheader" className="flex justify-end">
            <span className="sr-only">{words.actions}</span>
            {end}
          </span>
        )}
      </div>
    </div>
  )
}
