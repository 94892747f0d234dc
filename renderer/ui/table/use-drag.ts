import { type DragEvent, useEffect, useRef, useState } from 'react'
import { isWithin, parentOf } from '../../../shared/folder.ts'
import type { TableFolders } from './folders.ts'

type Dragged<T> = { items: readonly T[] } | { folder: string }

/** Rows that are dragged to a folder. `over` is the folder that they would be moved to; null: none. */
export function useDrag<T>(folders: TableFolders<T> | null) {
  const dragged = useRef<Dragged<T> | null>(null)
  const [over, setOver] = useState<string | null>(null)
  useEffect(() => {
    const end = () => {
      dragged.current = null
      setOver(null)
    }
    addEventListener('dragend', end)
    return () => removeEventListener('dragend', end)
  }, [])

  const accepts = (path: string): boolean => {
    const what = dragged.current
    if (what === null || folders === null) return false
    return 'folder' in what
      ? !isWithin(path, what.folder) && parentOf(what.folder) !== path
      : what.items.some((item) => folders.folderOf(item) !== path)
  }
  const start = (what: Dragged<T>) => (event: DragEvent) => {
    dragged.current = what
    event.dataTransfer.effectAllowed = 'move'
    // Firefox drags nothing that has no data.
    event.dataTransfer.setData('text/plain', 'folder' in what ? what.folder : '')
  }
  /** For a row: what is dropped there goes to this folder. */
  const into = (path: string) => ({
    onDragOver(event: DragEvent) {
      const isFine = accepts(path)
      if (over !== (isFine ? path : null)) setOver(isFine ? path : null)
      if (isFine) event.preventDefault()
    },
    onDrop(event: DragEvent) {
      event.preventDefault()
      const what = dragged.current
      if (what === null || !accepts(path)) return
      setOver(null)
      if (!('folder' in what)) folders?.moveItems(what.items, path)
      else folders?.moveFolder(what.folder, joined(path, nameOf(what.folder)))
    },
  })
  return { over, start, into }
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)
const joined = (path: string, name: string): string => (path === '' ? name : `${path}/${name}`)
