import { parentOf } from '../../../shared/folder.ts'
import { folderKey, type TableFolders } from './folders.ts'
import type { Lines } from './use-lines.ts'
import type { SelectedRows } from './use-selected-rows.ts'

type Parts<T> = {
  lines: Lines<T>
  folders: TableFolders<T> | null
  selected: SelectedRows
  keyOf(item: T): string
  goTo(index: number): void
  onOpen(item: T): void
}

/** What keys do with a row that is an item or a folder. */
export function foldingOf<T>({ lines, folders, selected, keyOf, goTo, onOpen }: Parts<T>) {
  /** Left on what is in a folder, or on a closed one, goes to the folder around it. */
  function fold(index: number, isOpen: boolean): void {
    const [item, folder] = [lines.items[index], lines.folderAt(index)]
    if (folder && folder.isOpen !== isOpen) return folders?.setOpen(folder.path, isOpen)
    if (isOpen) return
    const around = folder ? parentOf(folder.path) : item === undefined ? '' : (folders?.folderOf(item) ?? '')
    const at = lines.order.indexOf(folderKey(around))
    if (at >= 0) goTo(at)
  }
  return {
    isFolder: (index: number): boolean => lines.folderAt(index) !== null,
    toggleRow(index: number): void {
      const [key, folder] = [lines.order[index], lines.folderAt(index)]
      if (folder) selected.toggleAll(folder.items.map(keyOf))
      else if (key !== undefined) selected.toggle(key)
    },
    fold: folders && fold,
    onOpen(index: number): void {
      const [item, folder] = [lines.items[index], lines.folderAt(index)]
      if (folder) folders?.setOpen(folder.path, !folder.isOpen)
      else if (item !== undefined) onOpen(item)
    },
  }
}
