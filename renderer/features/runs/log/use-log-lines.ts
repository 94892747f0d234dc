import { useQueries } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { LogLine } from '../../../../shared/model/log.ts'
import { api, messageOf } from '../../../api/client.ts'
import type { Place } from './place.ts'
import { type Grown, lineOfTail } from './tail.ts'

/** So few that even the longest lines fit into one answer of the server. */
const pageLines = 100
/** Where the lines in view are far apart, most of a page would be read in vain. */
const smallPage = 10
const mostPages = 6

export type LogLines = { line(n: number): LogLine | undefined; problem: string | null; retry(): void }

/** The lines of these numbers, as far as they are here; reads what is missing, and what has grown. */
export function useLogLines({ ref, node }: Place, { size, tail }: Grown, wanted: number[]): LogLines {
  const missing = wanted.filter((n) => !lineOfTail(tail, n))
  const large = new Set(missing.map((n) => Math.floor((n - 1) / pageLines)))
  const length = large.size > mostPages ? smallPage : pageLines
  const pageOf = (n: number): number => Math.floor((n - 1) / length)
  const pages = [...new Set(missing.map(pageOf))]
  const queries = useQueries({
    queries: pages.map((page) =>
      api.logs.read.queryOptions({
        input: { ref, ...(node === undefined ? {} : { node }), attempt: size.attempt, from: page * length + 1, count: length },
        enabled: size.attempt > 0,
        gcTime: 30_000,
      }),
    ),
  })

  useEffect(() => {
    for (const { data, isFetching, refetch } of queries) {
      if (!data || isFetching || data.bytes >= size.bytes) continue
      const isWhole = data.items.length === length && data.items.at(-1)?.open === false
      if (!isWhole) void refetch()
    }
  })

  const read = new Map(pages.map((page, at) => [page, queries[at]?.data?.items]))
  const failed = queries.find(({ isError, data }) => isError && !data)
  return {
    line: (n) => lineOfTail(tail, n) ?? read.get(pageOf(n))?.[(n - 1) % length],
    problem: failed ? messageOf(failed.error) : null,
    retry: () => queries.forEach((query) => void (query.isError && query.refetch())),
  }
}
