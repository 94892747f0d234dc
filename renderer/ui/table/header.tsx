import { ArrowDown, ArrowUp } from 'lucide-react'
import type { ReactNode } from 'react'
import { cx } from '../class-names.ts'
import type { Column } from './columns.ts'
import { ResizeHandle } from './resize-handle.tsx'
import type { Sort } from './sort.ts'

type Props<T> = {
  columns: readonly Column<T>[]
  sort: Sort | null
  sortBy(column: string): void
  widthOf(column: Column<T>): number
  /** Missing: the widths cannot be changed. */
  resizing?: { onResizing(id: string, width: number): void; onResize(id: string, width: number | null): void } | undefined
}

/** The cells of the header row. */
export function HeaderCells<T>({ columns, sort, sortBy, widthOf, resizing }: Props<T>) {
  const main = columns.findIndex(({ isMain }) => isMain)
  return columns.map((column, index) => {
    const { id, name, isBare = false, isMain = false, isRight = false } = column
    const sign = sort?.column === id ? (sort.isDescending ? 'descending' : 'ascending') : undefined
    return (
      <span
        key={id}
        role="columnheader"
        // Without it, the name of its edge would be a part of its own.
        aria-label={name}
        aria-sort={sign}
        className={cx('relative flex min-w-0', isRight && 'justify-end')}
      >
        {isBare ? (
          <span className="sr-only">{name}</span>
        ) : column.sortBy || column.isSortable ? (
          <button
            type="button"
            onClick={() => sortBy(id)}
            className="flex h-7 min-w-0 items-center gap-1 outline-offset-[-2px] hover:text-ink"
          >
            <Name sign={sign}>{name}</Name>
          </button>
        ) : (
          <span className="flex h-7 min-w-0 items-center gap-1">
            <Name sign={sign}>{name}</Name>
          </span>
        )}
        {resizing && !isBare && !isMain && (
          <ResizeHandle
            name={name}
            width={widthOf(column)}
            side={index < main ? 'right' : 'left'}
            onResizing={(width) => resizing.onResizing(id, width)}
            onResize={(width) => resizing.onResize(id, width)}
          />
        )}
      </span>
    )
  })
}

function Name({ sign, children }: { sign: 'ascending' | 'descending' | undefined; children: ReactNode }) {
  const Arrow = sign === 'descending' ? ArrowDown : ArrowUp
  return (
    <>
      <span className="truncate">{children}</span>
      {sign && <Arrow aria-hidden="true" className="size-3 shrink-0" />}
    </>
  )
}
