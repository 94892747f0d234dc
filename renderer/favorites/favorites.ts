import { useQuery } from '@tanstack/react-query'
import type { FoundDefinition } from '../../shared/contract/search.ts'
import { type FavoriteKind, favoriteKey } from '../../shared/model/favorite.ts'
import { api } from '../api/client.ts'
import { changePreferences, usePreferences } from '../preferences.ts'
import { toast } from '../ui/toasts.tsx'
import { words } from './words.ts'

type Named = { kind: FavoriteKind; id: string; name: string }

const keyOf = ({ kind, id }: Pick<Named, 'kind' | 'id'>): string => favoriteKey(kind, id)

/** The favorites that exist, in the person's order. Another order shows at once. */
export function useFavorites(): FoundDefinition[] {
  const { favorites } = usePreferences()
  const { data } = useQuery(api.preferences.favorites.queryOptions())
  return favorites.flatMap((key) => data?.items.find((item) => keyOf(item) === key) ?? [])
}

/** Says of each definition whether it is a favorite. */
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
  })
  if (!isSaved) return
  const undo = () =>
    void changePreferences(({ favorites }) => {
      const others = without(favorites, key)
      return { favorites: place === -1 ? others : others.toSpliced(place, 0, key) }
    })
  toast(place === -1 ? words.added(item.name) : words.removed(item.name), { undo })
}

const without = (favorites: string[], key: string): string[] => favorites.filter((other) => other !== key)

/** Moves a favorite to the place of another one. */
export const moveFavorite = (from: Pick<Named, 'kind' | 'id'>, to: Pick<Named, 'kind' | 'id'>): void =>
  void changePreferences(({ favorites }) => {
    const place = favorites.indexOf(keyOf(to))
    return { favorites: without(favorites, keyOf(from)).toSpliced(place, 0, keyOf(from)) }
  })

const folders: Record<FavoriteKind, string> = { job: 'jobs', flow: 'flows', pipeline: 'pipelines' }

export const pathOf = ({ kind, id }: Pick<Named, 'kind' | 'id'>): string => `/${folders[kind]}/${id}`
