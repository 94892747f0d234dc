import { readFavorite } from '../../../shared/model/favorite.ts'
import type { Entry } from './entries.ts'
import { words } from './words.ts'

export type EntryGroup = [heading: string, entries: Entry[]]

/** Before anything is typed, only the first of each group, so that places are in view too. */
const shownAtFirst = 6
const limited = [words.run, words.views, words.open]
const order = [words.thisPage, words.run, words.views, words.goTo, words.create, words.appearance, words.open]

/** Which entry of a favorite is offered: the first of these that it has. */
const favoriteVerbs = ['run', 'start', 'view', 'edit']

/** The groups before anything is typed: recent entries, favorites, then the others by heading. Each entry appears once. */
export function groupsAtFirst(entries: readonly Entry[], recent: readonly string[], favorites: readonly string[]): EntryGroup[] {
  const byId = new Map(entries.map((entry) => [entry.id, entry]))
  const used = recent.flatMap((id) => byId.get(id) ?? []).slice(0, shownAtFirst)
  const liked = favorites
    .flatMap((key) => readFavorite(key) ?? [])
    .flatMap(({ id }) => favoriteVerbs.flatMap((verb) => byId.get(`${verb} ${id}`) ?? []).slice(0, 1))
    .filter((entry) => !used.includes(entry))
    .slice(0, shownAtFirst)
  const others = entries.filter((entry) => !used.includes(entry) && !liked.includes(entry))
  const rest = order.map((heading): EntryGroup => {
    const items = others.filter(({ group }) => group === heading)
    return [heading, limited.includes(heading) ? items.slice(0, shownAtFirst) : items]
  })
  const all: EntryGroup[] = [[words.recent, used], [words.favorites, liked], ...rest]
  return all.filter(([, items]) => items.length > 0)
}
