import { Monitor, Moon, Sun } from 'lucide-react'
import type { SystemInfo } from '../../shared/contract/system.ts'
import type { Theme } from '../../shared/model/preferences.ts'
import { changePreferences, usePreferences } from '../preferences.ts'
import { Menu, MenuItem } from '../ui/menu.tsx'

const themes: Record<Theme, { name: string; icon: typeof Sun }> = {
  system: { name: 'Match the system', icon: Monitor },
  light: { name: 'Light', icon: Sun },
  dark: { name: 'Dark', icon: Moon },
}

export function ThemeMenu({ info }: { info: SystemInfo | undefined }) {
  const { theme } = usePreferences()
  const { name, icon: Icon } = themes[theme]
  return (
    <Menu
      side="top"
      trigger={
        <button
          type="button"
          title="Theme"
          className="flex h-7 shrink-0 items-center gap-2.5 rounded-md px-2 text-left text-ink-2 hover:bg-hover hover:text-ink max-[960px]:justify-center max-[960px]:px-0"
        >
          <Icon aria-hidden="true" className="size-4 shrink-0" />
          <span className="max-[960px]:sr-only">Theme</span>
          <span className="sr-only">: {name}</span>
        </button>
      }
    >
      {(Object.keys(themes) as Theme[]).map((key) => (
        <MenuItem key={key} checked={theme === key} onSelect={() => void changePreferences(() => ({ theme: key }))}>
          {themes[key].name}
        </MenuItem>
      ))}
      {info && (
        <div className="mt-1 max-w-72 border-t border-rule px-2 pt-2 pb-1 text-xs break-all text-ink-2">
          LocalFlow {info.version}
          <br />
          Data folder: {info.dataFolder}
        </div>
      )}
    </Menu>
  )
}
