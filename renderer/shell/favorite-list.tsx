import {
  ChevronDown,
  ChevronUp,
  Ellipsis,
  GitBranch,
  ListChecks,
  ListFilter,
  type LucideIcon,
  StarOff,
  Workflow,
} from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { Link, useLocation, useSearchParams } from 'wouter'
import type { FavoriteKind } from '../../shared/model/favorite.ts'
import { type Favorite, moveFavorite, toggleFavorite, useFavorites } from '../favorites/favorites.ts'
import { words } from '../favorites/words.ts'
import { viewParam } from '../saved-views/saved-views.ts'
import { IconButton } from '../ui/button.tsx'
import { Menu, MenuItem } from '../ui/menu.tsx'
import { Name } from '../ui/name.tsx'
import { placeClass } from './place-class.ts'

const icons: Record<FavoriteKind, LucideIcon> = { job: ListChecks, flow: Workflow, pipeline: GitBranch, view: ListFilter }

/** What the person marked, in their order: Alt and an arrow moves one, and so does its menu. Takes the room that is left. */
export function FavoriteList() {
  const favorites = useFavorites()
  if (favorites.length === 0) return <div className="flex-1" />
  return (
    <section aria-label={words.favorites} className="-mx-2 flex min-h-24 flex-1 flex-col overflow-y-auto px-2 pb-2">
      <h2 className="shrink-0 px-2 pt-3 pb-1 text-xs text-ink-3 max-[960px]:invisible max-[960px]:h-3 max-[960px]:overflow-hidden max-[960px]:py-0">
        {words.favorites}
      </h2>
      <ul className="flex flex-col gap-0.5">
        {favorites.map((favorite, at) => (
          <Entry key={favorite.kind + favorite.id} favorite={favorite} above={favorites[at - 1]} below={favorites[at + 1]} />
        ))}
      </ul>
    </section>
  )
}

type Neighbor = Favorite | undefined

function Entry({ favorite, above, below }: { favorite: Favorite; above: Neighbor; below: Neighbor }) {
  const [location] = useLocation()
  const [params] = useSearchParams()
  const { kind, id, path } = favorite
  const isHere = kind === 'view' ? params.get(viewParam) === id : location === path || location.startsWith(`${path}/`)
  const Icon = icons[favorite.kind]
  const onKeyDown = (event: KeyboardEvent) => {
    const neighbor = event.key === 'ArrowUp' ? above : event.key === 'ArrowDown' ? below : undefined
    if (!event.altKey || !neighbor) return
    event.preventDefault()
    moveFavorite(favorite, neighbor)
  }
  return (
    <li className="group relative">
      <Link
        href={path}
        title={favorite.name}
        aria-current={isHere ? 'page' : undefined}
        aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
        onKeyDown={onKeyDown}
        className={placeClass(isHere)}
      >
        <Icon aria-hidden="true" className="size-4 shrink-0 max-[960px]:hidden" />
        {/* Icons alone would look alike. */}
        <span
          aria-hidden="true"
          data-initial={[...favorite.name][0]}
          className="hidden before:content-[attr(data-initial)] max-[960px]:inline"
        />
        <Name className="flex-1 pr-5 max-[960px]:sr-only">{favorite.name}</Name>
      </Link>
      <Menu
        trigger={
          <IconButton
            label={words.more(favorite.name)}
            className="absolute top-0.5 right-0.5 size-6! opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 data-popup-open:opacity-100 pointer-coarse:opacity-100 max-[960px]:hidden"
          >
            <Ellipsis aria-hidden="true" className="size-4" />
          </IconButton>
        }
      >
        {above && (
          <MenuItem onSelect={() => moveFavorite(favorite, above)}>
            <ChevronUp aria-hidden="true" className="size-3.5" /> {words.moveUp}
          </MenuItem>
        )}
        {below && (
          <MenuItem onSelect={() => moveFavorite(favorite, below)}>
            <ChevronDown aria-hidden="true" className="size-3.5" /> {words.moveDown}
          </MenuItem>
        )}
        <MenuItem onSelect={() => void toggleFavorite(favorite)}>
          <StarOff aria-hidden="true" className="size-3.5" /> {words.removeThis}
        </MenuItem>
      </Menu>
    </li>
  )
}
