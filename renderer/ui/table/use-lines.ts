import { useMemo } from 'react'
import { type Folder, folderKey, type Line, linesOf, type TableFolders } from './folders.ts'

export type Lines<T> = {
  /** The items of the rows; a folder has none. */
  items: readonly (T | undefined)[]
  /** The keys of the rows. */
  order: readonly string[]
  /** The keys of all items, in closed folders, too. */
  keys: readonly string[]
  depthOf(index: number): number
  folderAt(index: number): Folder<T> | null
}

/** The rows of a table: its items, below their folders where it has some. */
export function useLines<T>(ordered: readonly T[], keyOf: (item: T) => string, folders: TableFolders<T> | null): Lines<T> {
  const hasSome = folders !== null && ordered.some((item) => folders.folderOf(item) !== '')
  const folderOf = folders?.folderOf
  const closed = hasSome ? closedOf(ordered, folders) : ''
  const lines = useMemo<readonly Line<T>[] | null>(() => {
    const isClosed = new Set(closed.split('\n'))
    return hasSome && folderOf ? linesOf(ordered, folderOf, (path) => !isClosed.has(path)) : null
  }, [ordered, folderOf, hasSome, closed])
  const keys = useMemo(
    () => (lines && folderOf ? itemsOf(linesOf(ordered, folderOf, () => true)) : ordered).map(keyOf),
    [lines, ordered, folderOf, keyOf],
  )
  const rows = useMemo(
    () =>
      lines
        ? {
            items: lines.map(({ item }) => item),
            order: lines.map((line) => (line.folder ? folderKey(line.folder.path) : keyOf(line.item))),
          }
        : { items: ordered, order: keys },
    [lines, ordered, keys, keyOf],
  )
  return {
    ...rows,
    keys,
    depthOf: (index) => {
      const line = lines?.[index]
      return line && !line.folder ? line.depth : 0
    },
    folderAt: (index) => lines?.[index]?.folder ?? null,
  }
}

const itemsOf = <T>(lines: readonly Line<T>[]): T[] => lines.flatMap((line) => (line.folder ? [] : [line.item]))

/** The closed folders as one text, so that the rows are made again only when they change. */
function closedOf<T>(ordered: readonly T[], folders: TableFolders<T>): string {
  const paths = new Set(linesOf(ordered, folders.folderOf, () => true).flatMap(({ folder }) => (folder ? [folder.path] : [])))
  return [...paths].filter((path) => !folders.isOpen(path)).join('\n')
}
