import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useSearchParams } from 'wouter'
import type { DefinitionRef } from '../../shared/model/overview.ts'
import { api } from '../api/client.ts'

export const periods = [30, 90] as const
export type Period = (typeof periods)[number]

/** The days that the address names. */
export function usePeriod(): [days: Period, set: (days: Period) => void] {
  const [params, setParams] = useSearchParams()
  const days = params.get('days') === '90' ? 90 : 30
  const set = (next: Period) =>
    setParams(
      () => {
        const after = new URLSearchParams(location.search)
        if (next === 30) after.delete('days')
        else after.set('days', String(next))
        return after
      },
      { replace: true },
    )
  return [days, set]
}

/** What was read stays while more of it is read. */
export const useOverview = (of: DefinitionRef, days: Period) =>
  useQuery({ ...api.overview.get.queryOptions({ input: { ...of, days } }), placeholderData: keepPreviousData })
