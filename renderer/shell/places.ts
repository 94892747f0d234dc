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

/** `more`: other words that find it in the palette. */
export type Place = { href: string; name: string; icon: LucideIcon; more?: string }

export const mainPlaces: Place[] = [
  { href: '/', name: 'Home', icon: House },
  { href: '/jobs', name: 'Jobs', icon: ListChecks },
  { href: '/flows', name: 'Flows', icon: Workflow },
  { href: '/pipelines', name: 'Pipelines', icon: GitBranch },
  { href: '/runs', name: 'Runs', icon: History, more: 'history' },
  { href: '/calendar', name: 'Calendar', icon: CalendarDays, more: 'schedules' },
]

export const operatePlaces: Place[] = [
  { href: '/queue', name: 'Queue', icon: Layers, more: 'tasks waiting' },
  { href: '/workers', name: 'Workers', icon: Server },
  { href: '/files', name: 'Files', icon: Files, more: 'artifacts' },
]

export const settingsPlace: Place = { href: '/settings', name: 'Settings', icon: Settings, more: 'preferences' }

/** Pages without a place in the sidebar. */
export const otherPlaces: Place[] = [
  { href: '/import', name: 'Import and export', icon: ArrowLeftRight, more: 'crontab systemd timers' },
  { href: '/examples', name: 'Examples', icon: Sparkles, more: 'first steps try' },
  { href: '/history', name: 'Open a history file', icon: FolderClock, more: 'flow run' },
]
