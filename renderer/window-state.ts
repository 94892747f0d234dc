import { create } from 'zustand'
import { persist } from 'zustand/middleware'
import type { JobDraftInput } from '../shared/model/job.ts'

export type Theme = 'system' | 'light' | 'dark'
export type LogTimes = 'off' | 'relative' | 'absolute'

/** What this window remembers of itself. Never data of the server's. */
type WindowState = {
  theme: Theme
  logTimes: LogTimes
  /** Edits that were not saved, by job id; "new" for a job that does not exist yet. */
  drafts: Record<string, { draft: JobDraftInput; version: number | null }>
  /** What the palette was used for, newest first. */
  recent: string[]
  set(change: Partial<Pick<WindowState, 'theme' | 'logTimes'>>): void
  keepDraft(id: string, draft: { draft: JobDraftInput; version: number | null } | null): void
  used(command: string): void
}

const recentLength = 8

export const useWindowState = create<WindowState>()(
  persist(
    (set) => ({
      theme: 'system',
      logTimes: 'off',
      drafts: {},
      recent: [],
      set: (change) => set(change),
      keepDraft: (id, draft) =>
        set(({ drafts }) => {
          const { [id]: _, ...others } = drafts
          return { drafts: draft === null ? others : { ...others, [id]: draft } }
        }),
      used: (command) =>
        set(({ recent }) => ({ recent: [command, ...recent.filter((other) => other !== command)].slice(0, recentLength) })),
    }),
    { name: 'localflow-window' },
  ),
)

const dark = matchMedia('(prefers-color-scheme: dark)')

function applyTheme(): void {
  const { theme } = useWindowState.getState()
  document.documentElement.dataset['theme'] = theme === 'system' ? (dark.matches ? 'dark' : 'light') : theme
}

/** Keeps the page in the chosen theme, or in the system's. */
export function followTheme(): void {
  applyTheme()
  dark.addEventListener('change', applyTheme)
  useWindowState.subscribe(applyTheme)
}
