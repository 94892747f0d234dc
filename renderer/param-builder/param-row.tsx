import { ChevronRight, Ellipsis, GripVertical, TriangleAlert } from 'lucide-react'
import type { DragEvent, KeyboardEvent, ReactNode } from 'react'
import type { ParamType } from '../../shared/params/param.ts'
import { IconButton } from '../ui/button.tsx'
import { cx } from '../ui/class-names.ts'
import { Menu, MenuItem, MenuSeparator } from '../ui/menu.tsx'
import type { Listed } from './document.ts'
import { words } from './words.ts'

export type RowActions = { toggle(): void; moveUp(): void; moveDown(): void; duplicate(): void; remove(): void }
export type DragHandlers = { onDragStart(): void; onDragOver(): void; onDrop(): void; onDragEnd(): void }

type Props = {
  param: Listed
  isOpen: boolean
  hasProblem: boolean
  /** A dragged parameter would be dropped here. */
  isTarget: boolean
  actions: RowActions
  drag: DragHandlers
  /** The fields of the parameter, if it is open. */
  children: ReactNode
}

/** A parameter in the list: what it is, and what can be done with it. */
export function ParamRow({ param: { name, facts }, isOpen, hasProblem, isTarget, actions, drag, children }: Props) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey && event.key === 'ArrowUp') actions.moveUp()
    else if (event.altKey && event.key === 'ArrowDown') actions.moveDown()
    else if (event.key === 'Delete') actions.remove()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const type = words.types[facts['type'] as ParamType] ?? String(facts['type'] ?? '')
  return (
    <li
      onDragOver={(event) => allowDrop(event, drag.onDragOver)}
      onDrop={(event) => allowDrop(event, drag.onDrop)}
      className={cx('rounded-md border border-rule bg-surface', isTarget && 'border-accent')}
    >
      <div className="flex h-8 items-center gap-0.5 pr-0.5">
        <span
          draggable
          aria-hidden="true"
          title={words.drag}
          onDragStart={(event) => {
            event.dataTransfer.effectAllowed = 'move'
            event.dataTransfer.setData('text/plain', name)
            drag.onDragStart()
          }}
          onDragEnd={drag.onDragEnd}
          className="grid h-full w-5 shrink-0 cursor-grab place-items-center text-ink-3"
        >
          <GripVertical className="size-3.5" />
        </span>
        <button
          type="button"
          data-param-row
          aria-expanded={isOpen}
          aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown Delete"
          onClick={actions.toggle}
          onKeyDown={onKeyDown}
          className="flex h-7 min-w-0 flex-1 items-center gap-1.5 rounded-sm text-left text-sm"
        >
          <ChevronRight aria-hidden="true" className={cx('size-3.5 shrink-0 text-ink-3', isOpen && 'rotate-90')} />
          <span className="truncate font-mono">{name}</span>
          <span className="shrink-0 text-ink-3">{type}</span>
          {facts['required'] === true && <span className="truncate text-ink-3">{words.required}</span>}
          {hasProblem && (
            <TriangleAlert role="img" aria-label={words.hasProblem} className="ml-auto size-3.5 shrink-0 text-bad" />
          )}
        </button>
        <RowMenu name={name} actions={actions} />
      </div>
      {isOpen && children}
    </li>
  )
}

function allowDrop(event: DragEvent, act: () => void): void {
  event.preventDefault()
  act()
}

const RowMenu = ({ name, actions }: { name: string; actions: RowActions }) => (
  <Menu
    trigger={
      <IconButton label={words.actions(name)} className="size-6">
        <Ellipsis aria-hidden="true" className="size-4" />
      </IconButton>
    }
  >
    <MenuItem onSelect={actions.moveUp}>{words.moveUp}</MenuItem>
    <MenuItem onSelect={actions.moveDown}>{words.moveDown}</MenuItem>
    <MenuItem onSelect={actions.duplicate}>{words.duplicate}</MenuItem>
    <MenuSeparator />
    <MenuItem danger onSelect={actions.remove}>
      {words.remove}
    </MenuItem>
  </Menu>
)
