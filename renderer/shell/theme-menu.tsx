import { Monitor, Moon, Sun } from 'lucide-react'
import type { SystemInfo } from '../../shared/contract/system.ts'
import type { Theme } from '../../shared/model/preferences.ts'
import { changePreferences, usePreferences } from '../preferences.ts'
import { Menu, MenuItem } from '../ui/menu.tsx'
import { words } from './words.ts'

const icons: Record<Theme, typeof Sun> = { system: Monitor, light: Sun, dark: Moon }

export function ThemeMenu({ info }: { info: SystemInfo | undefined }) {
  const { theme } = usePreferences()
  const Icon = icons[theme]
  return (
    <Menu
      side="top"
      trigger={
        <button
          type="button"
          title={words.theme}
          className="flex h-7 shrink-0 items-center gap-2.5 rounded-md px-2 text-left text-ink-2 hover:bg-hover hover:text-ink max-[960px]:justify-center max-[960px]:px-0"
        >
          <Icon aria-hidden="true" className="size-4 shrink-0" />
          <span className="max-[960px]:sr-only">{words.theme}</span>
          <span className="sr-only">{words.themeNow(theme)}</span>
        </button>
      }
    >
      {(Object.keys(icons) as Theme[]).map((key) => (
        <MenuItem key={key} checked={theme === key} onSelect={() => void changePreferences(() => ({ theme: key }))}>
          {words.themes[key]}
        </MenuItem>
      ))}
      {info && (
        <div className="mt-1 max-w-72 border-t border-rule px-2 pt-2 pb-1 text-xs break-all text-ink-2">
          {words.version(info.version)}
          <br />
          {words.dataFolder(info.dataFolder)}
        </div>
      )}
    </Menu>
  )
}
