import { followPreferences } from './preferences.ts'
import { useWindowState } from './window-state.ts'

const dark = matchMedia('(prefers-color-scheme: dark)')

function applyTheme(): void {
  const { theme } = useWindowState.getState()
  document.documentElement.dataset['theme'] = theme === 'system' ? (dark.matches ? 'dark' : 'light') : theme
}

/** Keeps the page in the theme that the person chose, or in the system's; until it is known, in the one that was shown last. */
export function followTheme(): void {
  applyTheme()
  dark.addEventListener('change', applyTheme)
  useWindowState.subscribe(applyTheme)
  followPreferences(({ theme }) => useWindowState.getState().set({ theme }))
}
