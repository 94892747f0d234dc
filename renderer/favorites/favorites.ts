import { useQuery } from '@tanstack/react-query'
import { type FavoriteKind, favoriteKey, readFavorite } from '../../shared/model/favorite.ts'
import { api } from '../api/client.ts'
import { changePreferences, usePreferences } from '../preferences.ts'
import { pathOfView, useSavedViews } from '../saved-views/saved-views.ts'
import { toast } from '../ui/toasts.tsx'
import { words } from './words.ts'

type Named = { kind: FavoriteKind; id: string; name: string }

const keyOf = ({ kind, id }: Pick<Named, 'kind' | 'id'>): string => favoriteKey(kind, id)

export type Favorite = Named & { path: string }

/** The favorites that exist, in the person's order. Another order shows at once. */
export function useFavorites(): Favorite[] {
  const { favorites } = usePreferences()
  const definitions = useQuery(api.preferences.favorites.queryOptions()).data?.items ?? []
  const views = useSavedViews()
  return favorites.flatMap((key): Favorite[] => {
    const { kind, id } = readFavorite(key) ?? {}
    if (kind === undefined || id === undefined) return []
    if (kind !== 'view')
      return definitions.filter((item) => keyOf(item) === key).map((item) => ({ ...item, path: pathOf(kind, id) }))
    return views.filter((view) => view.id === id).map((view) => ({ kind, id, name: view.name, path: pathOfView(view) }))
  })
}

/** Says of each thing whether it is a favorite. */
export function useFavoriteTest(): (item: Pick<Named, 'kind' | 'id'>) => boolean {
  const { favorites } = usePreferences()
  return (item) => favorites.includes(keyOf(item))
}

/** Adds it at the end, or removes it if it is a favorite. */
export async function toggleFavorite(item: Named): Promise<void> {
  const key = keyOf(item)
  let place = -1
  const isSaved = await changePreferences(({ favorites }) => {
    place = favorites.indexOf(key)
    return { favorites: place === -1 ? [...favorites, key] : without(favorites, key) }
  }, words.notSaved)
  if (!isSaved) return
  const undo = () =>
    void changePreferences(({ favorites }) => {
      const others = without(favorites, key)
      return { favorites: place === -1 ? others : others.toSpliced(place, 0, key) }
    }, words.notSaved)
  toast(place === -1 ? words.added(item.name) : words.removed(item.name), { undo })
}

/** Adds those that are none yet; if all are favorites, removes them. */
export async function toggleFavorites(items: readonly Named[]): Promise<void> {
  if (items.length === 1 && items[0]) return toggleFavorite(items[0])
  let before: string[] = []
  let areAll = false
  const keys = items.map(keyOf)
  const isSaved = await changePreferences(({ favorites }) => {
    before = favorites
    areAll = keys.every((key) => favorites.includes(key))
    return { favorites: areAll ? favorites.filter((key) => !keys.includes(key)) : [...new Set([...favorites, ...keys])] }
  }, words.notSaved)
  if (!isSaved) return
  const undo = () =>
    void changePreferences(({ favorites }) => {
      const others = favorites.filter((key) => !keys.includes(key))
      return { favorites: areAll ? [...others, ...keys] : [...others, ...keys.filter((key) => before.includes(key))] }
    }, words.notSaved)
  toast(areAll ? words.removedAll(items.length) : words.addedAll(items.length), { undo })
}

const without = (favorites: string[], key: string): string[] => favorites.filter((other) => other !== key)

/** Moves a favorite to the place of another one. */
export const moveFavorite = (from: Pick<Named, 'kind' | 'id'>, to: Pick<Named, 'kind' | 'id'>): void =>
  void changePreferences(({ favorites }) => {
    const place = favorites.indexOf(keyOf(to))
    return { favorites: without(favorites, keyOf(from)).toSpliced(place, 0, keyOf(from)) }
  }, words.notSaved)

const pathOf = (kind: Exclude<FavoriteKind, 'view'>, id: string): string => `/${kind}s/${id}`
