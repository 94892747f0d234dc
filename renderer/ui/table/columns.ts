import type { ReactNode } from 'react'

export type Column<T> = {
  /** What the address and the preferences call it. */
  id: string
  name: string
  /** In pixels. The main column takes what the others leave, and no less than this. */
  width: number
  /** For texts: where there is room to spare, it takes half of that up to this width, unless the person chose one. */
  growsTo?: number
  /** It names the row: it is always shown. One column of a table. */
  isMain?: boolean
  /** Its name is for screen readers, and it can be neither hidden nor resized. */
  isBare?: boolean
  /** Where there is no room for all, columns with the highest rank go first. Those without a rank stay. */
  rank?: number
  /** Shown only where the main column stays comfortably wide. */
  isRoomy?: boolean
  /** Shown only if the person chooses it. */
  isOptional?: boolean
  /** For numbers. */
  isRight?: boolean
  /** The value to sort by; null comes last. Without it the window does not sort by the column. */
  sortBy?(item: T): string | number | null
  /** The list itself comes in the order of this column when the address asks for that. */
  isSortable?: boolean
  /** Whether its cell is empty. A column with empty cells alone is not shown unless the person chose it. */
  isEmpty?(item: T): boolean
  /** The whole text, on hover. */
  title?(item: T): string | undefined
  cell(item: T): ReactNode
}

/** What a person changed about the columns of a table, by their ids. */
export type Layout = {
  order?: string[] | undefined
  shown?: string[] | undefined
  hidden?: string[] | undefined
  /** In pixels. */
  widths?: Record<string, number> | undefined
  /** Without folders. */
  isFlat?: boolean | undefined
}

export const narrowest = 48
export const widest = 800

/** All columns in the person's order. One that the order does not name follows its usual neighbor. */
export function inOrder<C extends { id: string }>(columns: readonly C[], { order = [] }: Layout): C[] {
  const ordered = order.flatMap((id) => columns.find((column) => column.id === id) ?? [])
  columns.forEach((column, index) => {
    if (ordered.includes(column)) return
    const before = columns[index - 1]
    ordered.splice(before ? ordered.indexOf(before) + 1 : 0, 0, column)
  })
  return ordered
}

/** Whether the person sees the column, if there is room for it. */
export function isChosen<T>(column: Column<T>, { shown = [], hidden = [] }: Layout, items: readonly T[]): boolean {
  if (column.isMain || column.isBare || shown.includes(column.id)) return true
  if (hidden.includes(column.id) || column.isOptional) return false
  return !column.isEmpty || items.length === 0 || items.some((item) => !column.isEmpty?.(item))
}

export const isMovable = ({ isBare }: Pick<Column<never>, 'isBare'>): boolean => !isBare

export const widthOf = (
  { id, width, isBare }: Pick<Column<never>, 'id' | 'width' | 'isBare'>,
  { widths = {} }: Layout,
): number => (isBare ? width : Math.min(widest, Math.max(narrowest, widths[id] ?? width)))

type Usual = Pick<Column<never>, 'id' | 'isOptional' | 'isEmpty'>

/** With the column shown or hidden; one that is as usual again is not named. */
export function withShown({ shown = [], hidden = [], ...rest }: Layout, column: Usual, isShown: boolean): Layout {
  const { id, isOptional = false, isEmpty } = column
  const others = (ids: string[]) => ids.filter((other) => other !== id)
  const isNamed = isShown ? isOptional || isEmpty !== undefined : !isOptional
  return {
    ...rest,
    shown: isShown && isNamed ? [...others(shown), id] : others(shown),
    hidden: !isShown && isNamed ? [...others(hidden), id] : others(hidden),
  }
}

/** With the column moved past its next movable neighbor; `by` is -1 for to the left, 1 for to the right. */
export function withMoved(columns: readonly Column<never>[], layout: Layout, id: string, by: -1 | 1): Layout {
  const order = inOrder(columns, layout)
  const movable = order.filter(isMovable)
  const at = movable.findIndex((column) => column.id === id)
  const neighbor = movable[at + by]
  const column = movable[at]
  if (!column || !neighbor) return layout
  const swapped = order.map((each) => (each === column ? neighbor : each === neighbor ? column : each))
  return { ...layout, order: swapped.map((each) => each.id) }
}

/** With the width; null is the usual one. */
export function withWidth({ widths = {}, ...rest }: Layout, id: string, width: number | null): Layout {
  const { [id]: _, ...others } = widths
  return { ...rest, widths: width === null ? others : { ...others, [id]: Math.round(width) } }
}

/** Whether a table looks alike with both. */
export const isSameLayout = (one: Layout, other: Layout): boolean => textOf(one) === textOf(other)

const textOf = ({ order = [], shown = [], hidden = [], widths = {}, isFlat = false }: Layout): string =>
  JSON.stringify([order, shown.toSorted(), hidden.toSorted(), Object.entries(widths).toSorted(), isFlat])
