import { CircleX, Plus, SunMoon } from 'lucide-react'
import { mainPlaces, operatePlaces, otherPlaces, type Place, settingsPlace } from '../../shell/places.ts'
import { type Theme, useWindowState } from '../../window-state.ts'
import { Choice, Group } from './choice.tsx'

const places: Place[] = [
  ...mainPlaces,
  { href: '/runs?status=failed', name: 'Failed runs', icon: CircleX, more: 'errors' },
  ...operatePlaces,
  settingsPlace,
  ...otherPlaces,
]

const nextTheme: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' }

export type Choose = (id: string, act: () => unknown) => () => void

export function GoTo({ choose, go }: { choose: Choose; go(path: string): void }) {
  const { theme, set } = useWindowState()
  return (
    <>
      <Group heading="Go to">
        {places.map(({ href, name, more = '', icon }) => (
          <Choice key={href} value={`go to ${name} ${more}`} icon={icon} onSelect={choose(href, () => go(href))}>
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
