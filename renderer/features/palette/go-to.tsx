import {
  ArrowLeftRight,
  CalendarDays,
  CircleX,
  Files,
  History,
  House,
  Layers,
  ListChecks,
  Plus,
  Server,
  Settings,
  SunMoon,
  Waypoints,
  Workflow,
} from 'lucide-react'
import { type Theme, useWindowState } from '../../window-state.ts'
import { Choice, Group } from './choice.tsx'

/** Path, name, more words that find it. */
const places = [
  ['/', 'Home', '', House],
  ['/jobs', 'Jobs', '', ListChecks],
  ['/flows', 'Flows', '', Workflow],
  ['/pipelines', 'Pipelines', '', Waypoints],
  ['/runs', 'Runs', 'history', History],
  ['/runs?status=failed', 'Failed runs', 'errors', CircleX],
  ['/calendar', 'Calendar', 'schedules', CalendarDays],
  ['/files', 'Files', 'artifacts', Files],
  ['/queue', 'Queue', '', Layers],
  ['/workers', 'Workers', '', Server],
  ['/settings', 'Settings', 'preferences', Settings],
  ['/import', 'Import and export', 'crontab systemd timers', ArrowLeftRight],
] as const

const nextTheme: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' }

export type Choose = (id: string, act: () => unknown) => () => void

export function GoTo({ choose, go }: { choose: Choose; go(path: string): void }) {
  const { theme, set } = useWindowState()
  return (
    <>
      <Group heading="Go to">
        {places.map(([path, name, words, icon]) => (
          <Choice key={path} value={`go to ${name} ${words}`} icon={icon} onSelect={choose(path, () => go(path))}>
            {name}
          </Choice>
        ))}
      </Group>
      <Group heading="Create">
        <Choice value="new job create" icon={Plus} onSelect={choose('new', () => go('/jobs/new'))}>
          New job
        </Choice>
        <Choice value="new flow create" icon={Plus} onSelect={choose('new flow', () => go('/flows/new'))}>
          New flow
        </Choice>
      </Group>
      <Group heading="Appearance">
        <Choice value="theme light dark system" icon={SunMoon} onSelect={choose('theme', () => set({ theme: nextTheme[theme] }))}>
          Theme: {theme}, change to {nextTheme[theme]}
        </Choice>
      </Group>
    </>
  )
}
