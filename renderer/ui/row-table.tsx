import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useCallback, useEffect, useRef } from 'react'
import { cx } from './class-names.ts'
import { type KeyHandlers, useKeys } from './keys.ts'
import { useSelection } from './use-selection.ts'

const rowHeight = 34
/** So many rows before the end, the next page is fetched. */
const ahead = 30

/** `wide`: only where there is room. */
export type Column = { name: string; wide?: boolean; hidden?: boolean }

type Props<T> = {
  label: string
  /** The grid's class, for the head and every row. */
  grid: string
  columns: Column[]
  items: T[]
  keyOf(item: T): string
  onOpen(item: T): void
  /** What keys do with the chosen row, besides opening it. */
  keysOf?(item: T): KeyHandlers
  /** Null: these are all. */
  more: (() => void) | null
  children(item: T): ReactNode
}

/** A table in roles only: of its rows, just those in view exist. The arrows choose a row, Enter opens it. */
export function RowTable<T>({ label, grid, columns, items, keyOf, onOpen, keysOf, more, children }: Props<T>) {
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  })
  const open = useCallback(
    (index: number) => {
      const item = items[index]
      if (item) onOpen(item)
    },
    [onOpen, items],
  )
  const { selected, select } = useSelection(items.length, open)
  const chosen = items[selected]
  useKeys(chosen !== undefined && keysOf ? keysOf(chosen) : {})
  const last = rows.getVirtualItems().at(-1)?.index ?? 0
  useEffect(() => {
    if (more && last >= items.length - ahead) more()
  }, [more, last, items.length])
  useEffect(() => {
    if (selected >= 0) rows.scrollToIndex(selected)
  }, [selected, rows])

  return (
    <div
      ref={scroller}
      role="table"
      aria-label={label}
      aria-rowcount={items.length}
      className="min-h-0 flex-1 overflow-auto tabular-nums"
    >
      <div role="rowgroup" className="sticky top-0 z-10 bg-surface">
        <div role="row" className={cx(grid, 'h-[30px] items-center border-b border-rule px-4 text-xs font-medium text-ink-3')}>
          {columns.map(({ name, wide = false, hidden = false }) => (
            <span key={name} role="columnheader" className={cx(wide && 'max-[960px]:hidden')}>
              {hidden ? <span className="sr-only">{name}</span> : name}
            </span>
          ))}
        </div>
      </div>
      <div role="rowgroup" className="relative" style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, start }) => {
          const item = items[index]
          return (
            item !== undefined && (
              <div
                key={keyOf(item)}
                role="row"
                tabIndex={-1}
                aria-selected={index === selected}
                onPointerDown={() => select(index)}
                style={{ transform: `translateY(${start}px)`, height: rowHeight }}
                className={cx(
                  grid,
                  'absolute inset-x-0 top-0 items-center border-b border-rule px-4 outline-none',
                  index === selected ? 'bg-selected [--ink-3:var(--ink-2)]' : 'hover:bg-hover',
                )}
              >
                {children(item)}
              </div>
            )
          )
        })}
      </div>
    </div>
  )
}
