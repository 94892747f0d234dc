import { useQueries } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { LogLine } from '../../../../shared/model/log.ts'
import { api, messageOf } from '../../../api/client.ts'
import { type Grown, lineOfTail } from './tail.ts'

/** So few that even the longest lines fit into one answer of the server. */
const pageLines = 100

export type LogLines = { line(n: number): LogLine | undefined; problem: string | null; retry(): void }

const pageOf = (n: number): number => Math.floor((n - 1) / pageLines)

/** The lines of these numbers, as far as they are here; reads what is missing, and what has grown. */
export function useLogLines(ref: string, node: string | null, { size, tail }: Grown, wanted: number[]): LogLines {
  const pages = [...new Set(wanted.filter((n) => !lineOfTail(tail, n)).map(pageOf))]
  const queries = useQueries({
    queries: pages.map((page) =>
      api.logs.read.queryOptions({
        input: { ref, ...(node === null ? {} : { node }), attempt: size.attempt, from: page * pageLines + 1, count: pageLines },
        enabled: size.attempt > 0,
        gcTime: 30_000,
      }),
    ),
  })

  useEffect(() => {
    for (const { data, isFetching, refetch } of queries) {
      if (!data || isFetching || data.bytes >= size.bytes) continue
      const isWhole = data.items.length === pageLines && data.items.at(-1)?.open === false
      if (!isWhole) void refetch()
    }
  })

  const read = new Map(pages.map((page, at) => [page, queries[at]?.data?.items]))
  const failed = queries.find(({ isError, data }) => isError && !data)
  return {
    line: (n) => lineOfTail(tail, n) ?? read.get(pageOf(n))?.[(n - 1) % pageLines],
    problem: failed ? messageOf(failed.error) : null,
    retry: () => queries.forEach((query) => void (query.isError && query.refetch())),
  }
}
