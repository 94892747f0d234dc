import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api } from './api/client.ts'
import { useNow } from './ui/time.tsx'

const dayMs = 86_400_000

/** What failed in the last 24 hours and has not succeeded since. */
export function useFailing() {
  const minute = Math.floor(useNow(30_000) / 60_000) * 60_000
  return useQuery(api.runs.failing.queryOptions({ input: { since: minute - dayMs }, placeholderData: keepPreviousData })).data
}
