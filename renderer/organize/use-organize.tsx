import { FolderInput, Star, StarOff, Tag, UserRound } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { DefinitionKind, Organized } from '../../shared/model/organization.ts'
import { toggleFavorites, useFavoriteTest } from '../favorites/favorites.ts'
import type { Action } from '../ui/table/action.ts'
import { organize } from './change.ts'
import { MoveDialog } from './move-dialog.tsx'
import { OwnerDialog } from './owner-dialog.tsx'
import { TagDialog } from './tag-dialog.tsx'
import { words } from './words.ts'

type Item = Organized & { id: string; name: string }
type Asking = { about: 'tags' | 'folder' | 'owner'; items: readonly Item[] }

/** What every list of definitions offers about how they are organized: for one row, and for the selected ones. */
export function useOrganize(kind: DefinitionKind) {
  const [asking, ask] = useState<Asking | null>(null)
  const isFavorite = useFavoriteTest()
  const close = () => ask(null)

  const actionsFor = (items: readonly Item[], isBulk = false): Action[] => [
    {
      ...{ name: words.tag, icon: Tag, key: 'tagSelected', isMain: isBulk },
      act: () => ask({ about: 'tags', items }),
    },
    {
      ...{ name: words.move, icon: FolderInput, key: 'moveSelected', isMain: isBulk },
      act: () => ask({ about: 'folder', items }),
    },
    { name: words.setOwner, icon: UserRound, act: () => ask({ about: 'owner', items }) },
  ]

  const favoriteAll = (items: readonly Item[]): Action => {
    const areAll = items.every(({ id }) => isFavorite({ kind, id }))
    return {
      ...{ name: areAll ? words.favorites.remove : words.favorites.add, icon: areAll ? StarOff : Star, key: 'favoriteSelected' },
      act: () => toggleFavorites(items.map(({ id, name }) => ({ kind, id, name }))),
    }
  }

  let dialog: ReactNode = null
  if (asking) {
    const things = asking.items.map((item) => ({ ...item, kind }))
    const what = words.thing(
      kind,
      things.map(({ name }) => name),
    )
    dialog =
      asking.about === 'tags' ? (
        <TagDialog what={what} things={things} onClose={close} />
      ) : asking.about === 'owner' ? (
        <OwnerDialog what={what} things={things} onClose={close} />
      ) : (
        <MoveDialog
          title={words.folder.title(what)}
          onMove={(folder) => void organize(things, 'folder', { folder })}
          onClose={close}
        />
      )
  }
  return { actionsFor, favoriteAll, dialog }
}
