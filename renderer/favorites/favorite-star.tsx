import { Star } from 'lucide-react'
import type { FavoriteKind } from '../../shared/model/favorite.ts'
import { IconButton } from '../ui/button.tsx'
import { toggleFavorite, useFavoriteTest } from './favorites.ts'
import { words } from './words.ts'

type Props = { kind: FavoriteKind; id: string; name: string }

/** Beside the name of a page: whether the thing is a favorite, and the way to change that. */
export function FavoriteStar(item: Props) {
  const isOn = useFavoriteTest()(item)
  return (
    <IconButton label={isOn ? words.remove(item.name) : words.add(item.name)} onClick={() => void toggleFavorite(item)}>
      <Star aria-hidden="true" className={isOn ? 'size-4 fill-current' : 'size-4'} />
    </IconButton>
  )
}

/** Behind the name of a favorite in a list. */
export function FavoriteMark(item: Pick<Props, 'kind' | 'id'>) {
  if (!useFavoriteTest()(item)) return null
  return (
    <span title={words.favorite} className="shrink-0 self-center text-ink-3">
      <Star aria-hidden="true" className="size-3 fill-current" />
      <span className="sr-only">{words.favorite}</span>
    </span>
  )
}
