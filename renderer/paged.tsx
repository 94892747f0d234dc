import { type InfiniteData, keepPreviousData } from '@tanstack/react-query'
import { type ReactNode, useEffect, useMemo } from 'react'
import { limits } from '../shared/model/limits.ts'
import { messageOf } from './api/client.ts'
import { Problem } from './ui/problem.tsx'
import { SkeletonRows } from './ui/skeleton.tsx'
import { listWords } from './words.ts'

/** As many rows as a tall window shows: they are drawn while the rest of a whole list is on its way. */
const inView = 50

/** What the query of a list is given that is read a page at a time. While another filter is read, the list stays as it was. */
export const paged = <F extends object>(filter: F) => pages(filter, 100, 100)

/** The same for a list that `useWholeList` reads to its end. */
export const pagedWhole = <F extends object>(filter: F) => pages(filter, inView, limits.pageSize)

export const pages = <F extends object>(filter: F, first: number, more: number) => ({
  input: (cursor: string | undefined) =>
    cursor === undefined ? { limit: first, ...filter } : { limit: more, ...filter, cursor },
  initialPageParam: undefined as string | undefined,
  getNextPageParam: ({ nextCursor }: { nextCursor: string | null }) => nextCursor ?? undefined,
  placeholderData: keepPreviousData,
})

/** The filter of a search, where there is one. */
export const searched = (q: string): { q?: string } => (q === '' ? {} : { q })

type Pages = { hasNextPage: boolean; isFetching: boolean; isError: boolean; fetchNextPage(): unknown }

/** Reads page after page until the list is whole: only then can the window sort it. */
export function useWholeList({ hasNextPage, isFetching, isError, fetchNextPage }: Pages): void {
  const isDue = hasNextPage && !isFetching && !isError
  useEffect(() => {
    if (isDue) void fetchNextPage()
  }, [isDue, fetchNextPage])
}

/** Of all pages that were read. */
export function useItems<T>(data: InfiniteData<{ items: T[] }> | undefined): T[] {
  return useMemo(() => data?.pages.flatMap(({ items }) => items) ?? [], [data])
}

type Read = { isPending: boolean; isError: boolean; data: unknown; error: unknown; refetch(): unknown }

/** What was read; until then its outline, or why it could not be read. `what` are several: "jobs". */
export function Loaded({ query, what, children }: { query: Read; what: string; children: ReactNode }) {
  if (query.isPending) return <SkeletonRows />
  if (query.isError && !query.data)
    return <Problem message={listWords.unreadable(what, messageOf(query.error))} retry={() => void query.refetch()} />
  return children
}
