import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { RunSortText } from '../../../shared/model/run-sort.ts'
import { api } from '../../api/client.ts'
import { useRunCount } from './use-run-count.ts'

/** A list of runs: its filter and its order. */
export type ListedRuns = { q: string; sort: RunSortText }

/** Of this tab: two windows come from different lists. */
const key = 'localflow.run-list'

const isOfRuns = (): boolean => /^\/runs(\/|$)/.test(location.pathname)

function cameFrom(): ListedRuns | null {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null') as ListedRuns | null
  } catch {
    return null
  }
}

/** Forgets the list on the way to any other page, so that a run opened from there has no neighbors. */
const forgetElsewhere = (): void => {
  if (!isOfRuns()) sessionStorage.removeItem(key)
}

/** For the list of runs: those opened from it know their neighbors. */
export function useAsList(list: ListedRuns | null): void {
  const text = list && JSON.stringify(list)
  useEffect(() => {
    if (text !== null) sessionStorage.setItem(key, text)
  }, [text])
  useEffect(() => forgetElsewhere, [])
}

/** The address of the list that the person came from; null: they came from elsewhere. */
export function listHref(): string | null {
  const list = cameFrom()
  if (list === null) return null
  const query = new URLSearchParams({ ...(list.q !== '' && { q: list.q }), ...(list.sort !== '-started' && { sort: list.sort }) })
  return query.size === 0 ? '/runs' : `/runs?${query}`
}

/** `index` from 1, null: unknown; `isPart`: at least so many. The neighbors are numbers of runs. */
export type Neighbors = {
  index: number | null
  count: number
  isPart: boolean
  previous: number | null
  next: number | null
}

/** The place of a run in the list that the person came from; null: unknown yet, or they came from elsewhere. */
export function useNeighbors(runNumber: number): Neighbors | null {
  const list = cameFrom()
  useEffect(() => forgetElsewhere, [])
  const { q = '', sort = '-started' } = list ?? {}
  const input = { ref: String(runNumber), q, sort }
  const { data } = useQuery({ ...api.runs.neighbors.queryOptions({ input }), enabled: list !== null })
  const count = useRunCount(q, list !== null)
  if (!list || !data || !count) return null
  if (data.index === null && data.previous === null && data.next === null) return null
  return { ...data, ...count }
}
