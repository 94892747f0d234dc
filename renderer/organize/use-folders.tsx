import { Filter, FolderInput, FolderOutput } from 'lucide-react'
import { type ReactNode, useCallback, useState } from 'react'
import { writtenValue } from '../../shared/filter/print.ts'
import { isWithin, parentOf } from '../../shared/folder.ts'
import type { DefinitionKind, Organized } from '../../shared/model/organization.ts'
import { toggled } from '../filter-bar/draft.ts'
import type { Action } from '../ui/table/action.ts'
import type { TableFolders } from '../ui/table/folders.ts'
import { changeParams } from '../ui/use-param.ts'
import { moveFolder, organize, renameFolder } from './change.ts'
import { useClosedFolders } from './closed-folders.ts'
import { MoveDialog } from './move-dialog.tsx'
import { words } from './words.ts'

type Item = Organized & { id: string; name: string }

/** The folders of a list. While it is filtered, all are open until the person closes them. */
export function useFolders<T extends Item>(kind: DefinitionKind, scope: string): { folders: TableFolders<T>; dialog: ReactNode } {
  const { closed: kept, set } = useClosedFolders()
  const [found, setFound] = useState<{ scope: string; closed: readonly string[] }>({ scope, closed: [] })
  const [moving, move] = useState<string | null>(null)
  const closed = scope === '' ? (kept[kind] ?? []) : found.scope === scope ? found.closed : []

  const setOpen = (path: string, isOpen: boolean): void => {
    const next = isOpen ? closed.filter((other) => other !== path) : [...closed, path]
    if (scope === '') set(kind, next)
    else setFound({ scope, closed: next })
  }
  const filterBy = (path: string) =>
    changeParams((params) => params.set('q', toggled(params.get('q') ?? '', `folder:${writtenValue(path, false)}`)))
  const actionsOf = (path: string): Action[] => [
    {
      ...{ name: words.folder.only, fullName: words.folder.onlyOf(path), icon: Filter },
      act: () => filterBy(path),
    },
    {
      ...{ name: words.move, fullName: words.folder.moveOf(path), icon: FolderInput, key: 'moveSelected' },
      act: () => move(path),
    },
    {
      ...{ name: words.folder.dissolve, fullName: words.folder.dissolveOf(path), icon: FolderOutput },
      act: () => moveFolder(path, parentOf(path)),
    },
  ]
  const folders: TableFolders<T> = {
    folderOf: useCallback(({ folder }: T) => folder, []),
    isOpen: (path) => !closed.includes(path),
    setOpen,
    actionsOf,
    rename: renameFolder,
    moveItems: (items, folder) =>
      void organize(
        items.map(({ id, name }) => ({ kind, id, name })),
        'folder',
        { folder },
      ),
    moveFolder: (from, to) => void moveFolder(from, to),
  }
  const dialog = moving !== null && (
    <MoveDialog
      title={words.folder.title(words.folder.named(moving))}
      isOffered={(path) => !isWithin(path, moving) && path !== parentOf(moving)}
      onMove={(to) => void moveFolder(moving, to === '' ? nameOf(moving) : `${to}/${nameOf(moving)}`)}
      onClose={() => move(null)}
    />
  )
  return { folders, dialog }
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)
