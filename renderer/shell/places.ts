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
  Workflow,
} from 'lucide-react'
import type { KeyId } from '../ui/key-table.ts'

/** `more`: other words that find it in the palette. `key` goes there. */
export type Place = { href: string; name: string; icon: LucideIcon; more?: string; key?: KeyId }

export const mainPlaces: Place[] = [
  { href: '/', name: 'Home', icon: House, key: 'goHome' },
  { href: '/jobs', name: 'Jobs', icon: ListChecks, key: 'goJobs' },
  { href: '/flows', name: 'Flows', icon: Workflow, key: 'goFlows' },
  { href: '/pipelines', name: 'Pipelines', icon: GitBranch, key: 'goPipelines' },
  { href: '/runs', name: 'Runs', icon: History, more: 'history', key: 'goRuns' },
  { href: '/calendar', name: 'Calendar', icon: CalendarDays, more: 'schedules', key: 'goCalendar' },
]

export const operatePlaces: Place[] = [
  { href: '/queue', name: 'Queue', icon: Layers, more: 'tasks waiting', key: 'goQueue' },
  { href: '/workers', name: 'Workers', icon: Server, key: 'goWorkers' },
  { href: '/files', name: 'Files', icon: Files, more: 'artifacts' },
]

export const settingsPlace: Place = { href: '/settings', name: 'Settings', icon: Settings, more: 'preferences', key: 'settings' }

/** Pages without a place in the sidebar. */
export const otherPlaces: Place[] = [
  { href: '/import', name: 'Import and export', icon: ArrowLeftRight, more: 'crontab systemd timers' },
  { href: '/examples', name: 'Examples', icon: Sparkles, more: 'first steps try' },
  { href: '/history', name: 'Open a history file', icon: FolderClock, more: 'flow run' },
]
