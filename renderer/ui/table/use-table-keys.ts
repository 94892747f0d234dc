import { type KeyHandlers, useKeys } from '../keys.ts'
import { toast } from '../toasts.tsx'
import type { Action } from './action.ts'
import type { Cursor } from './use-cursor.ts'
import type { SelectedRows } from './use-selected-rows.ts'

type Props = {
  order: readonly string[]
  cursor: Cursor
  /** Null: rows cannot be selected. */
  selected: SelectedRows | null
  isFolder(index: number): boolean
  /** Selects the row, or what is in its folder. */
  toggleRow(index: number): void
  /** Opens or closes the folder of a row; null: there are no folders. */
  fold: ((index: number, isOpen: boolean) => void) | null
  /** Escape closes the panel before it clears the selection. */
  isPanelOpen: boolean
  /** What the keys of actions act on. */
  actions: Action[]
  /** Shows the row and gives it the focus. */
  goTo(index: number): void
  onOpen(index: number): void
  onMenu: ((index: number) => void) | null
  /** Another table on the page may have the keys. */
  takesKeys(): boolean
}

/** The keys of a list, as the key table lists them. */
export function useTableKeys(props: Props): void {
  const { order, cursor, selected, isPanelOpen, actions, goTo, onOpen, onMenu } = props
  const step = (by: number): number => Math.min(order.length - 1, Math.max(0, cursor.index + by))
  const move = (by: number) => () => goTo(step(by))
  const extend = (by: number) => () => {
    let next = cursor.index + by
    while (props.isFolder(next)) next += by
    const start = cursor.index < 0 || props.isFolder(cursor.index) ? next : cursor.index
    const [from, to] = [order[start], order[next] ?? order[step(by)]]
    if (from === undefined || to === undefined || props.isFolder(order.indexOf(to))) return
    selected?.extend(from, to)
    goTo(order.indexOf(to))
  }
  const open = (event: KeyboardEvent) => {
    // Enter on a button or a link is its own.
    const target = event.target as HTMLElement
    const own = target.closest<HTMLElement>('button, a')
    if (own) return own.click()
    if (cursor.index >= 0) onOpen(cursor.index)
  }
  const selecting: KeyHandlers = selected
    ? {
        selectRow: () => cursor.index >= 0 && props.toggleRow(cursor.index),
        extendDown: extend(1),
        extendUp: extend(-1),
        selectAll: selected.selectAll,
        ...(selected.keys.size > 0 && !isPanelOpen && { clearSelection: selected.clear }),
      }
    : {}
  const handlers: KeyHandlers = {
    next: move(1),
    previous: move(-1),
    open,
    ...selecting,
    ...(props.fold && {
      openFolder: () => cursor.index >= 0 && props.fold?.(cursor.index, true),
      closeFolder: () => cursor.index >= 0 && props.fold?.(cursor.index, false),
    }),
    ...(onMenu && { rowMenu: () => cursor.index >= 0 && onMenu(cursor.index) }),
    ...keysOf(actions),
  }
  useKeys(handlers, props.takesKeys)
}

const keysOf = (actions: Action[]): KeyHandlers =>
  Object.fromEntries(actions.flatMap((action) => (action.key ? [[action.key, () => perform(action)]] : [])))

function perform({ refusal, act }: Action): void {
  if (refusal !== undefined) toast(refusal)
  else void act()
}
