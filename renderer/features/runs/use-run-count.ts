import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api } from '../../api/client.ts'

/** How many runs match a filter; `isPart`: there are more. */
export type RunCount = { count: number; isPart: boolean }

/** Null: not known yet, or not asked. */
export const useRunCount = (q: string, isAsked: boolean): RunCount | null =>
  useQuery({ ...api.runs.count.queryOptions({ input: { q }, placeholderData: keepPreviousData }), enabled: isAsked }).data ?? null
