import { CircleX, FolderOpen, ListFilter, type LucideIcon, Play, Plus, Settings, SunMoon, TextSearch } from 'lucide-react'
import type { FoundDefinition } from '../../../shared/contract/search.ts'
import { fuzzyScore } from '../../../shared/fuzzy.ts'
import { readFavorite } from '../../../shared/model/favorite.ts'
import type { Theme } from '../../../shared/model/preferences.ts'
import type { SavedView } from '../../../shared/model/saved-view.ts'
import type { Target } from '../../run-form/start.ts'
import { pathOfView } from '../../saved-views/saved-views.ts'
import { words as viewWords } from '../../saved-views/words.ts'
import { mainPlaces, operatePlaces, otherPlaces, type Place, settingsPlace } from '../../shell/places.ts'
import type { KeyId } from '../../ui/key-table.ts'
import type { PageAction } from '../../ui/page-actions.ts'
import { settingsWords } from '../../words.ts'
import { words } from './words.ts'

/** A line of the palette. */
export type Entry = {
  id: string
  group: string
  name: string
  /** Other words that find it. */
  more?: string
  icon: LucideIcon
  /** Does the same where it is shown. */
  key?: KeyId
  /** It opens a page or a form, and starts and changes nothing. */
  opens?: boolean
  /** What it runs, whose parameters the palette takes itself. */
  target?: Target
  /** Asks for values before it does so. */
  ask?(): unknown
  act(): unknown
}

/** What entries do. */
export type Actions = {
  go(path: string): void
  runJob(job: { id: string; name: string }): unknown
  setTheme(theme: Theme): void
}

const nextTheme: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' }

export const pageEntries = (actions: PageAction[]): Entry[] =>
  actions.map((action) => ({ ...action, id: `page ${action.name}`, group: words.thisPage }))

export function definitionEntries(found: FoundDefinition[], { go, runJob }: Actions): Entry[] {
  const of = (kind: FoundDefinition['kind']) => found.filter((one) => one.kind === kind)
  const startable = (kind: FoundDefinition['kind']) => of(kind).filter(({ canStart }) => canStart)
  return [
    ...startable('job').map((job) => ({
      ...{ id: `run ${job.id}`, group: words.run, name: words.runJob(job.name), more: words.more.job, icon: Play },
      target: targetOf(job),
      act: () => runJob(job),
    })),
    ...[...startable('flow'), ...startable('pipeline')].map((one) => ({
      ...{ id: `start ${one.id}`, group: words.run, name: words.runWith(one.name), more: words.more[one.kind], icon: Play },
      ...{ opens: true, target: targetOf(one) },
      act: () => go(`/${one.kind}s/${one.id}?start`),
    })),
    ...[...of('job'), ...of('flow'), ...of('pipeline')].map(({ kind, id, name }) => ({
      ...{ id: `edit ${id}`, group: words.open, name: words.opening[kind](name), more: words.more.open, icon: FolderOpen },
      ...{ opens: true },
      act: () => go(`/${kind}s/${id}`),
    })),
  ]
}

const targetOf = ({ kind, id, name }: FoundDefinition): Target => ({ kind, id, name })

export const viewEntries = (views: SavedView[], { go }: Actions): Entry[] =>
  views.map((view) => ({
    ...{
      id: `view ${view.id}`,
      group: words.views,
      name: viewWords.viewOf(view.list, view.name),
      more: words.more.view,
      icon: ListFilter,
      opens: true,
    },
    act: () => go(pathOfView(view)),
  }))

export function placeEntries(theme: Theme, { go, setTheme }: Actions): Entry[] {
  const places: Place[] = [
    ...mainPlaces,
    { href: '/runs?q=status:failed', name: words.failedRuns, icon: CircleX, more: words.more.failedRuns },
    ...operatePlaces,
    settingsPlace,
    ...otherPlaces,
  ]
  const creations = { [words.newJob]: '/jobs/new', [words.newFlow]: '/flows/new', [words.newPipeline]: '/pipelines/new' }
  return [
    ...places.map(({ href, name, icon, key, more = '' }) => ({
      ...{ id: href, group: words.goTo, name, icon, more: words.more.place(more), opens: true, ...(key && { key }) },
      act: () => go(href),
    })),
    ...Object.entries(creations).map(([name, path]) => ({
      ...{ id: path, group: words.create, name, icon: Plus, more: words.more.create, opens: true },
      act: () => go(path),
    })),
    {
      ...{ id: 'theme', group: words.appearance, name: words.theme[nextTheme[theme]], more: words.more.theme },
      ...{ icon: SunMoon, act: () => setTheme(nextTheme[theme]) },
    },
  ]
}

/** Finds what runs printed. */
export const logEntry = (text: string, { go }: Actions): Entry => ({
  ...{ id: 'search logs', group: words.logs, icon: TextSearch, opens: true },
  name: words.searchLogs(text.length > 60 ? `${text.slice(0, 60)}…` : text),
  act: () => go(`/search?${new URLSearchParams({ find: text })}`),
})

/** Settings by section: only found by typing, because there are many. */
export const settingEntries = ({ go }: Actions): Entry[] =>
  Object.entries(settingsWords).map(([id, { title, more }]) => ({
    ...{ id: `settings ${id}`, group: words.settings, name: words.settingsOf(title), more, icon: Settings, opens: true },
    act: () => go(`/settings#${id}`),
  }))

/** The server takes no more. */
const mostRanked = 50

/** Recently used definitions, then favorites. */
export function rankedIds(recent: string[], favorites: string[]): string[] {
  const used = recent.flatMap((id) => id.split(' ')[1] ?? [])
  const liked = favorites.flatMap((key) => readFavorite(key)?.id ?? [])
  return [...new Set([...used, ...liked])].slice(0, mostRanked)
}

/** Used before counts as much as the start of a word. */
const recentWorth = 6
const favoriteWorth = 3
const pageWorth = 4

/** Those that match, best first; those used lately, those of the page and favorites come before equal others. */
export function matching(entries: Entry[], text: string, recent: string[], favorites: string[]): Entry[] {
  const marked = new Set(favorites.flatMap((key) => readFavorite(key)?.id ?? []))
  const scored = entries.flatMap((entry) => {
    const score = fuzzyScore(text, entry.name) ?? fuzzyScore(text, `${entry.name} ${entry.more ?? ''}`)
    if (score === null) return []
    const at = recent.indexOf(entry.id)
    const isFavorite = marked.has(entry.id.split(' ')[1] ?? '')
    const used = at !== -1 ? recentWorth - at / 10 : isFavorite ? favoriteWorth : 0
    const extra = used + (entry.group === words.thisPage ? pageWorth : 0)
    return [{ entry, score: score + extra }]
  })
  return scored.sort((a, b) => b.score - a.score).map(({ entry }) => entry)
}
