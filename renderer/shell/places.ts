import {
  ArrowLeftRight,
  CalendarDays,
  Files,
  FolderClock,
  GitBranch,
  History,
  House,
  Layers,
  ListChecks,
  type LucideIcon,
  Server,
  Settings,
  Sparkles,
  TextSearch,
  Workflow,
} from 'lucide-react'
import type { KeyId } from '../ui/key-table.ts'
import { pageWords } from '../words.ts'
import { words } from './words.ts'

/** `more`: other words that find it in the palette. `key` goes there. */
export type Place = { href: string; name: string; icon: LucideIcon; more?: string; key?: KeyId }

export const mainPlaces: Place[] = [
  { href: '/', name: pageWords.home, icon: House, key: 'goHome' },
  { href: '/jobs', name: pageWords.jobs, icon: ListChecks, key: 'goJobs' },
  { href: '/flows', name: pageWords.flows, icon: Workflow, key: 'goFlows' },
  { href: '/pipelines', name: pageWords.pipelines, icon: GitBranch, key: 'goPipelines' },
  { href: '/runs', name: pageWords.runs, icon: History, more: words.more.runs, key: 'goRuns' },
  { href: '/calendar', name: pageWords.calendar, icon: CalendarDays, more: words.more.calendar, key: 'goCalendar' },
]

export const operatePlaces: Place[] = [
  { href: '/queue', name: pageWords.queue, icon: Layers, more: words.more.queue, key: 'goQueue' },
  { href: '/workers', name: pageWords.workers, icon: Server, key: 'goWorkers' },
  { href: '/files', name: pageWords.files, icon: Files, more: words.more.files },
]

export const settingsPlace: Place = {
  href: '/settings',
  name: pageWords.settings,
  icon: Settings,
  more: words.more.settings,
  key: 'settings',
}

/** Pages without a place in the sidebar. */
export const otherPlaces: Place[] = [
  { href: '/search', name: pageWords.searchLogs, icon: TextSearch, more: words.more.searchLogs },
  { href: '/import', name: pageWords.transfer, icon: ArrowLeftRight, more: words.more.transfer },
  { href: '/examples', name: pageWords.examples, icon: Sparkles, more: words.more.examples },
  { href: '/history', name: words.openRunHistory, icon: FolderClock, more: words.more.runHistory },
]
