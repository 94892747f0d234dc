import { Star, StarOff } from 'lucide-react'
import type { Action } from '../ui/table/action.ts'
import { toggleFavorite } from './favorites.ts'
import { words } from './words.ts'

type Item = Parameters<typeof toggleFavorite>[0]

/** Marks a thing of a list, or takes the mark away. */
export const favoriteAction = (item: Item, isFavorite: boolean): Action => ({
  name: isFavorite ? words.removeThis : words.addThis,
  fullName: isFavorite ? words.remove(item.name) : words.add(item.name),
  ...{ icon: isFavorite ? StarOff : Star, key: 'favoriteSelected', act: () => toggleFavorite(item) },
})
