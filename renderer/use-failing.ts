import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api } from './api/client.ts'
import { usePreferences } from './preferences.ts'
import { useNow } from './ui/time.tsx'

const dayMs = 86_400_000

/** What failed in the last 24 hours, has not succeeded since, and was not dismissed. */
export function useFailing() {
  const minute = Math.floor(useNow(30_000) / 60_000) * 60_000
  const { dismissedRuns } = usePreferences()
  const { data } = useQuery(
    api.runs.failing.queryOptions({ input: { since: minute - dayMs }, placeholderData: keepPreviousData }),
  )
  return data?.filter(({ newest }) => !dismissedRuns.includes(newest.id))
}

/** How many of them need a person: those of muted jobs do not. */
export const useFailingCount = (): number => useFailing()?.filter(({ muted }) => !muted).length ?? 0
