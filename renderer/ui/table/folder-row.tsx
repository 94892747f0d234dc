import { ChevronRight, Ellipsis, Folder as FolderIcon } from 'lucide-react'
import type { CSSProperties, DragEvent, MouseEvent, ReactNode } from 'react'
import { IconButton } from '../button.tsx'
import { Checkbox } from '../checkbox.tsx'
import { cx } from '../class-names.ts'
import type { Folder } from './folders.ts'
import { words } from './words.ts'

export const folderRowHeight = 28
/** Each folder moves what is in it to the right by so much. */
export const indent = 16

type Props = {
  folder: Folder<unknown>
  nouns: readonly [one: string, several: string]
  index: number
  style: CSSProperties
  /** The column of the grid in which names begin. */
  start: number
  isCurrent: boolean
  /** Null: rows cannot be selected. */
  checked: boolean | 'mixed' | null
  /** In place of the name. */
  renaming: ReactNode
  isMenuOpen: boolean
  isDropTarget: boolean
  drag: { onDragStart(event: DragEvent): void; onDragOver(event: DragEvent): void; onDrop(event: DragEvent): void }
  onToggle(): void
  onSelect(): void
  onFocus(): void
  onMenu(place: Element | MouseEvent): void
}

/** The row of a folder, above what is in it. */
export function FolderRow(props: Props) {
  const { folder, nouns, index, style, start, isCurrent, checked, renaming, isDropTarget, drag, onMenu } = props
  const { path, name, depth, isOpen, items } = folder
  const isSelected = checked === true
  return (
    <div
      role="row"
      tabIndex={isCurrent ? 0 : -1}
      aria-label={words.folder(path, items.length, nouns, isOpen)}
      aria-rowindex={index + 2}
      aria-current={isCurrent || undefined}
      draggable={renaming === null}
      {...drag}
      onFocus={props.onFocus}
      onContextMenu={(event) => {
        event.preventDefault()
        onMenu(event)
      }}
      onDoubleClick={props.onToggle}
      style={{ ...style, height: folderRowHeight }}
      className={cx(
        'group absolute inset-x-0 top-0 grid items-center border-b border-rule px-4 outline-offset-[-2px]',
        isSelected ? 'bg-selected' : 'bg-sunken/60 hover:bg-hover aria-[current]:bg-hover',
        Boolean(renaming) && 'z-10',
        isCurrent && 'shadow-[inset_2px_0_0_var(--accent)]',
        isDropTarget && 'outline-2 outline-accent',
      )}
    >
      {checked !== null && (
        <span role="cell">
          <Checkbox checked={checked} label={words.selectFolder(path)} onChange={props.onSelect} />
        </span>
      )}
      <span
        role="cell"
        style={{ gridColumn: `${start} / -2`, paddingLeft: depth * indent }}
        className="-ml-1 flex min-w-0 items-center gap-1.5"
      >
        <button
          type="button"
          tabIndex={-1}
          aria-expanded={isOpen}
          aria-label={isOpen ? words.closeFolder(path) : words.openFolder(path)}
          onClick={props.onToggle}
          className="-m-1 grid size-6 shrink-0 place-items-center rounded-sm text-ink-3"
        >
          <ChevronRight aria-hidden="true" className={cx('size-3.5', isOpen && 'rotate-90')} />
        </button>
        <FolderIcon aria-hidden="true" className="size-3.5 shrink-0 text-ink-3" />
        {renaming ?? (
          <span dir="auto" title={path} className="min-w-0 truncate text-left font-medium">
            {name}
          </span>
        )}
        <span className="shrink-0 text-sm text-ink-3 tabular-nums">{items.length.toLocaleString('en')}</span>
      </span>
      <span
        role="cell"
        style={{ gridColumn: '-2 / -1' }}
        className="flex justify-end opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 group-aria-[current]:opacity-100 pointer-coarse:opacity-100"
      >
        <IconButton
          label={words.moreForFolder(path)}
          tabIndex={-1}
          aria-haspopup="menu"
          aria-expanded={props.isMenuOpen}
          onClick={(event) => onMenu(event.currentTarget)}
          className="size-6!"
        >
          <Ellipsis aria-hidden="true" className="size-4" />
        </IconButton>
      </span>
    </div>
  )
}
