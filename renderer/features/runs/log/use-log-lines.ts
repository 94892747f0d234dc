import { keepPreviousData, useQueries } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { LogLine, LogSize } from '../../../../shared/model/log.ts'
import { api, messageOf } from '../../../api/client.ts'

/** So few that even the longest lines fit into one answer of the server. */
const pageLines = 100

export type LogLines = { at(index: number): LogLine | undefined; problem: string | null; retry(): void }

/** The lines from `first` to `last` (from 0), as far as they are here; reads what is missing, and what has grown. */
export function useLogLines(ref: string, node: string | null, size: LogSize, first: number, last: number): LogLines {
  const firstPage = Math.max(0, Math.floor(first / pageLines))
  const lastPage = Math.max(firstPage, Math.floor(last / pageLines))
  const pages = Array.from({ length: lastPage - firstPage + 1 }, (_, index) => firstPage + index)
  const queries = useQueries({
    queries: pages.map((page) =>
      api.logs.read.queryOptions({
        input: { ref, ...(node === null ? {} : { node }), attempt: size.attempt, from: page * pageLines + 1, count: pageLines },
        enabled: size.attempt > 0,
        placeholderData: keepPreviousData,
        gcTime: 30_000,
      }),
    ),
  })

  useEffect(() => {
    for (const { data, isFetching, isPlaceholderData, refetch } of queries) {
      if (!data || isFetching || isPlaceholderData || data.bytes >= size.bytes) continue
      const isWhole = data.items.length === pageLines && data.items.at(-1)?.open === false
      if (!isWhole) void refetch()
    }
  })

  const failed = queries.find(({ isError, data }) => isError && !data)
  const at = (index: number) => {
    const query = queries[Math.floor(index / pageLines) - firstPage]
    const line = query?.isPlaceholderData ? undefined : query?.data?.items[index % pageLines]
    return line?.n === index + 1 ? line : undefined
  }
  return {
    at,
    problem: failed ? messageOf(failed.error) : null,
    retry: () => queries.forEach((query) => void (query.isError && query.refetch())),
  }
}
