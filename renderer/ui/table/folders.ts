import { withParents } from '../../../shared/folder.ts'
import { naturalOrder } from '../../../shared/natural-order.ts'
import type { Action } from './action.ts'

/** How a table shows its items in folders, whose paths have slashes: `ops/backup`. */
export type TableFolders<T> = {
  /** Empty: the item is in none. */
  folderOf(item: T): string
  isOpen(path: string): boolean
  setOpen(path: string, isOpen: boolean): void
  actionsOf(path: string): Action[]
  /** Gives the folder another name; null: done, else why not. */
  rename(path: string, name: string): Promise<string | null>
  moveItems(items: readonly T[], path: string): void
  moveFolder(from: string, to: string): void
}

export type Folder<T> = { path: string; name: string; depth: number; isOpen: boolean; items: readonly T[] }

/** A row: an item, or the folder above its items. */
export type Line<T> = { item: T; depth: number; folder?: undefined } | { item?: undefined; folder: Folder<T> }

type Node<T> = { path: string; items: T[]; inner: Map<string, Node<T>> }

/** The items below their folders. Folders come before items, by name; items keep their order. */
export function linesOf<T>(items: readonly T[], folderOf: (item: T) => string, isOpen: (path: string) => boolean): Line<T>[] {
  const root: Node<T> = { path: '', items: [], inner: new Map() }
  for (const item of items) {
    let node = root
    for (const path of withParents(folderOf(item))) {
      const known = node.inner.get(path) ?? { path, items: [], inner: new Map() }
      node.inner.set(path, known)
      node = known
    }
    node.items.push(item)
  }
  const lines: Line<T>[] = []
  walk(root, 0, isOpen, lines)
  return lines
}

function walk<T>(node: Node<T>, depth: number, isOpen: (path: string) => boolean, lines: Line<T>[]): void {
  for (const inner of [...node.inner.values()].sort((a, b) => naturalOrder(a.path, b.path))) {
    const { path } = inner
    const name = path.slice(path.lastIndexOf('/') + 1)
    lines.push({ folder: { path, name, depth, isOpen: isOpen(path), items: allIn(inner) } })
    if (isOpen(path)) walk(inner, depth + 1, isOpen, lines)
  }
  for (const item of node.items) lines.push({ item, depth })
}

const allIn = <T>(node: Node<T>): T[] => [...[...node.inner.values()].flatMap(allIn), ...node.items]

/** Keys of folders, which no item has. */
export const folderKey = (path: string): string => `folder/${path}`
