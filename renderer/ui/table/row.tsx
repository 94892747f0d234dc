import { type CSSProperties, type HTMLAttributes, type MouseEvent, memo, type ReactNode } from 'react'
import { Checkbox } from '../checkbox.tsx'
import { cx } from '../class-names.ts'
import type { Column } from './columns.ts'
import { indent } from './folder-row.tsx'
import { words } from './words.ts'

/** With room for a second line. */
export const rowHeight = 34
export const notedRowHeight = 54

type Props<T> = {
  item: T
  columns: readonly Column<T>[]
  name: string
  sentence: string
  /** Among all rows, from 0. */
  index: number
  style: CSSProperties
  /** In how many folders it is. */
  depth: number
  /** Missing or null: it cannot be dragged. */
  drag: HTMLAttributes<HTMLElement> | null
  isCurrent: boolean
  /** Null: rows cannot be selected. */
  isSelected: boolean | null
  note: ReactNode
  noteBelow: string | undefined
  /** In place of the main cell. */
  renaming: ReactNode
  actions: ReactNode
  onPoint(event: MouseEvent): void
  onSelect(event: MouseEvent): void
  onFocus(): void
  onMenu(event: MouseEvent): void
}

export function Row<T>(props: Props<T>) {
  const { item, columns, name, sentence, index, style, isCurrent, isSelected, note, renaming, actions } = props
  const noteStart = Math.max(
    0,
    columns.findIndex(({ id }) => id === props.noteBelow),
  )
  return (
    <div
      role="row"
      tabIndex={isCurrent ? 0 : -1}
      aria-label={sentence}
      aria-rowindex={index + 2}
      aria-current={isCurrent || undefined}
      aria-selected={isSelected ?? undefined}
      onMouseDown={props.onPoint}
      onFocus={props.onFocus}
      onContextMenu={props.onMenu}
      {...(props.drag && { draggable: !renaming, ...props.drag })}
      style={{ ...style, gridTemplateRows: note ? '32px 18px' : `${rowHeight - 1}px` }}
      className={cx(
        'group absolute inset-x-0 top-0 grid content-start items-center border-b border-rule px-4 outline-offset-[-2px] [&_a]:outline-offset-[-1px]',
        isSelected ? 'bg-selected [--ink-3:var(--ink-2)]' : 'hover:bg-hover aria-[current]:bg-hover',
        // The message below its text field is drawn over the rows that follow.
        Boolean(renaming) && 'z-10',
        isCurrent && 'shadow-[inset_2px_0_0_var(--accent)] [--ink-3:var(--ink-2)]',
      )}
    >
      {isSelected !== null && (
        <span role="cell">
          <Checkbox checked={isSelected} label={words.select(name)} onChange={(_, event) => props.onSelect(event)} />
        </span>
      )}
      {columns.map((column) => (
        <Cell key={column.id} column={column} item={item} depth={props.depth}>
          {column.isMain && renaming}
        </Cell>
      ))}
      {actions && <span role="cell">{actions}</span>}
      {note && (
        <span
          role="cell"
          style={{ gridColumn: `${noteStart + (isSelected === null ? 1 : 2)} / -1` }}
          className="row-start-2 min-w-0 truncate self-start"
        >
          {note}
        </span>
      )}
    </div>
  )
}

type CellProps<T> = { column: Column<T>; item: T; depth: number; children: ReactNode }

/** Most of what a row costs: it is rendered again only for another item. */
const Cell = memo(CellOf) as typeof CellOf

function CellOf<T>({ column, item, depth, children }: CellProps<T>) {
  return (
    <span
      role="cell"
      title={column.title?.(item)}
      style={column.isMain && depth > 0 ? { paddingLeft: depth * indent } : undefined}
      className={cx('min-w-0', !children && 'truncate', column.isRight && 'text-end', column.isMain && '@container')}
    >
      {children || column.cell(item)}
    </span>
  )
}
