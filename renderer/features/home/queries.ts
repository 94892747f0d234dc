import { keepPreviousData, useQueries } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { useNow } from '../../ui/time.tsx'

const dayMs = 86_400_000
const minuteMs = 60_000
const ownZone = new Intl.DateTimeFormat().resolvedOptions().timeZone

export const runningShown = 20
const recentShown = 8
export const alertsShown = 50

/** Everything that Home reads. Its parts read the same, from the cache. */
export const queries = {
  preferences: () => api.preferences.get.queryOptions(),
  info: () => api.system.info.queryOptions(),
  away: (now: number) =>
    api.schedules.away.queryOptions({ input: { since: now - dayMs, limit: 200 }, placeholderData: keepPreviousData }),
  alerts: (limit: number) => api.alerts.list.queryOptions({ input: { state: 'open', limit }, placeholderData: keepPreviousData }),
  snoozed: () => api.alerts.list.queryOptions({ input: { state: 'snoozed', limit: alertsShown } }),
  approvals: () => api.flows.waits.queryOptions({ input: { kind: 'approval', limit: 100 } }),
  running: () => api.runs.running.queryOptions({ input: { limit: runningShown } }),
  waiting: () => api.runs.list.queryOptions({ input: { waiting: true, inner: false, limit: runningShown } }),
  recent: (q: string) => api.runs.list.queryOptions({ input: { inner: false, limit: recentShown, q: `${q} test:no`.trim() } }),
  /** Read again every minute: an hour may pass without a run. */
  activity: () => ({ ...api.runs.activity.queryOptions(), refetchInterval: minuteMs }),
  upcoming: (now: number) =>
    api.schedules.calendar.queryOptions({
      input: { from: now, to: now + dayMs, tz: ownZone },
      placeholderData: keepPreviousData,
    }),
}

/** The current minute: a list of what is to come is read again when it changes. */
export const useMinute = (): number => Math.floor(useNow(30_000) / minuteMs) * minuteMs

/**
 * Whether all of Home was read, so that nothing moves when a part arrives later than another; and why not, if some of it could
 * not be read.
 */
export function useHome(minute: number): { isReady: boolean; error: Error | null; retry(): void } {
  const all = useQueries({
    queries: [
      queries.preferences(),
      queries.info(),
      queries.away(minute),
      queries.alerts(alertsShown),
      queries.snoozed(),
      queries.approvals(),
      queries.running(),
      queries.waiting(),
      queries.recent(''),
      queries.activity(),
      queries.upcoming(minute),
    ],
  })
  const failed = all.filter(({ isError, data }) => isError && data === undefined)
  return {
    isReady: all.every(({ isPending }) => !isPending),
    error: failed[0]?.error ?? null,
    retry: () => failed.forEach(({ refetch }) => void refetch()),
  }
}
