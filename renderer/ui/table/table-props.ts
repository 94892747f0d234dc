import type { ReactNode } from 'react'
import type { Action } from './action.ts'
import type { Column } from './columns.ts'
import type { TableFolders } from './folders.ts'
import type { Sort } from './sort.ts'
import type { LayoutStore } from './use-columns.ts'

export type TablePeek<T> = {
  /** What the address calls the item. */
  idOf(item: T): string
  /** A `PanelContent`; null: there are no details. `item` is missing if it is not in the list. */
  contentOf(id: string, item: T | undefined): ReactNode
}

/** What a list says about itself. Columns and `keyOf` must stay the same from one rendering to the next. */
export type TableProps<T> = {
  label: string
  /** "job", "jobs" */
  nouns: readonly [one: string, several: string]
  columns: readonly Column<T>[]
  items: readonly T[]
  keyOf(item: T): string
  nameOf(item: T): string
  /** A row as it is read out. */
  sentenceOf(item: T): string
  onOpen(item: T): void
  /** New items in front wait behind a button while the list is scrolled or rows are selected. */
  holdsNew?: boolean
  /** Reads the next page; null: these are all. */
  more: (() => void) | null
  /** The order that the list has by itself. */
  usualSort?: Sort
  layout?: LayoutStore
  actionsOf?: (item: T) => Action[]
  /** In pixels, with the button of the main action. */
  actionsWidth?: number
  /** What can be done with the selected items. `isAll`: also with those that match and were not read yet. */
  bulkOf?: (items: T[], isAll: boolean) => Action[]
  /** Whether everything that matches can be selected, including what was not read yet. */
  canSelectMatching?: boolean
  /** How many match, where that is known; `isPart`: at least so many. */
  matching?: { count: number; isPart: boolean } | null
  /** The filter: with another one, nothing is selected. */
  scope?: string
  /** Gives another name; null: done, else why not. */
  rename?: (item: T, name: string) => Promise<string | null>
  /** Details of an item, for the panel. */
  peek?: TablePeek<T>
  /** Shows the items below their folders, unless the person chose otherwise. */
  folders?: TableFolders<T>
  /** A second line; null: none. */
  noteOf?: (item: T) => ReactNode
  /** The column below which the second line starts. */
  noteBelow?: string
  /** Beside the list that the page is about: until it is used, keys act on the other one. */
  isAside?: boolean
  /** Below the head, in place of the rows, while there are none. */
  empty?: ReactNode
  /** How many there are, below the table; null: the table needs no footer. */
  footer: ReactNode
}
