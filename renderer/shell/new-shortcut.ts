import { useMemo } from 'react'
import { useLocation } from 'wouter'
import { useShortcuts } from '../ui/shortcuts.ts'

/** `N` makes one more of what the page is about: a flow or a pipeline on theirs, else a job. */
export function useNewShortcut(): void {
  const [place, go] = useLocation()
  useShortcuts(useMemo(() => ({ n: () => go(`/${/^\/(flows|pipelines)/.exec(place)?.[1] ?? 'jobs'}/new`) }), [place, go]))
}
