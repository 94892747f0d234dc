import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { RunSortText } from '../../../shared/model/run-sort.ts'
import { api } from '../../api/client.ts'
import { paged, useItems } from '../../paged.tsx'

/** The first rows must not wait for a long search; the search then goes on in larger portions. */
const firstWithinMs = 60
const withinMs = 500
/** After so many portions in a row without a full page, the person decides whether the search goes on. */
const mostInARow = 12

/** A search that has not come to its end: back to when, and whether it goes on by itself. */
export type RunSearchState = { createdAt: number | null; isBusy: boolean; goOn(): void }

/** The runs that match a filter, page by page. A search for rare ones shows what it found so far, and goes on. */
export function useRunPages(q: string | null, sort: RunSortText, details: boolean) {
  const options = paged({ q: q ?? '', sort, ...(details && { details }) })
  const query = useInfiniteQuery({
    ...api.runs.list.infiniteOptions({
      ...options,
      input: (cursor: string | undefined) => ({
        ...options.input(cursor),
        within: cursor === undefined ? firstWithinMs : withinMs,
      }),
    }),
    enabled: q !== null,
  })
  const { isFetching, isError, hasNextPage, fetchNextPage, isPlaceholderData, data } = query
  const searched = data?.pages.at(-1)?.searchedTo ?? null
  const inARow = data ? data.pages.length - 1 - data.pages.findLastIndex(({ searchedTo }) => searchedTo === undefined) : 0
  const list = `${sort} ${q}`
  const [allowed, allow] = useState({ list, inARow: mostInARow })
  const most = allowed.list === list ? allowed.inARow : mostInARow
  const goesOn = searched !== null && !isPlaceholderData && hasNextPage && !isError && inARow < most
  useEffect(() => {
    if (goesOn && !isFetching) void fetchNextPage()
  }, [goesOn, isFetching, fetchNextPage])
  const search: RunSearchState | null = searched && {
    createdAt: searched.createdAt,
    isBusy: goesOn || isFetching,
    goOn: () => allow({ list, inARow: inARow + mostInARow }),
  }
  return { query, runs: useItems(data), search }
}
