import { useLocation } from 'wouter'
import { useKeys } from '../ui/keys.ts'

/** The keys that work on every page: go somewhere, and make one more of what the page is about. */
export function useShellKeys(): void {
  const [place, go] = useLocation()
  const goTo = (path: string) => () => go(path)
  useKeys({
    new: () => go(`/${/^\/(flows|pipelines)/.exec(place)?.[1] ?? 'jobs'}/new`),
    settings: goTo('/settings'),
    goHome: goTo('/'),
    goJobs: goTo('/jobs'),
    goFlows: goTo('/flows'),
    goPipelines: goTo('/pipelines'),
    goRuns: goTo('/runs'),
    goCalendar: goTo('/calendar'),
    goQueue: goTo('/queue'),
    goWorkers: goTo('/workers'),
  })
}
