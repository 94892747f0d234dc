import { useQueries } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { LogLine } from '../../../../shared/model/log.ts'
import { api, messageOf, queryClient } from '../../../api/client.ts'
import type { Place } from './place.ts'
import { type Grown, lineOfTail } from './tail.ts'
import { words } from './words.ts'

/** So few that even the longest lines fit into one answer of the server. */
const pageLines = 100
/** Where the lines in view are far apart, most of a page would be read in vain. */
const smallPage = 10
const mostPages = 6

export type LogLines = {
  line(n: number): LogLine | undefined
  /** Some of the lines are on their way. */
  isReading: boolean
  problem: string | null
  retry(): void
}

const pageOf = (n: number, length: number): number => Math.floor((n - 1) / length)

const pageQuery = ({ ref, node }: Place, { size }: Grown, page: number, length: number) =>
  api.logs.read.queryOptions({
    input: { ref, ...(node === undefined ? {} : { node }), attempt: size.attempt, from: page * length + 1, count: length },
    enabled: size.attempt > 0,
    gcTime: 30_000,
  })

const pageHere = (place: Place, log: Grown, n: number, length: number) =>
  queryClient.getQueryData(pageQuery(place, log, pageOf(n, length), length).queryKey)?.items[(n - 1) % length]

/** The line of this number, if it was read a moment ago. */
const lineHere = (place: Place, log: Grown, n: number): LogLine | undefined =>
  lineOfTail(log.tail, n) ?? pageHere(place, log, n, pageLines) ?? pageHere(place, log, n, smallPage)

export const isHere = (place: Place, log: Grown, n: number): boolean => lineHere(place, log, n) !== undefined

/** The lines of these numbers, as far as they are here; reads what is missing, and what has grown. */
export function useLogLines(place: Place, log: Grown, wanted: number[], reload: () => void): LogLines {
  const { size, tail } = log
  const missing = wanted.filter((n) => !lineOfTail(tail, n))
  const large = new Set(missing.map((n) => pageOf(n, pageLines)))
  const length = large.size > mostPages ? smallPage : pageLines
  const pages = [...new Set(missing.map((n) => pageOf(n, length)))]
  const queries = useQueries({ queries: pages.map((page) => pageQuery(place, log, page, length)) })
  /** How long the log was when it was found to be shorter. */
  const shorterThan = useRef(-1)

  const isShort = ({ data, isFetching }: (typeof queries)[number]): boolean => {
    if (!data || isFetching || data.bytes >= size.bytes) return false
    return !(data.items.length === length && data.items.at(-1)?.open === false)
  }
  useEffect(() => {
    for (const query of queries) {
      if (!isShort(query)) continue
      if (!size.ended) void query.refetch()
      else if (shorterThan.current !== size.bytes) {
        // The file was truncated or deleted: ask for its size once.
        shorterThan.current = size.bytes
        reload()
        void query.refetch()
      }
    }
  })

  const read = new Map(pages.map((page, at) => [page, queries[at]?.data?.items]))
  const failed = queries.find(({ isError, data }) => isError && !data)
  const isMissing = size.ended && shorterThan.current === size.bytes && queries.some(isShort)
  return {
    line: (n) => read.get(pageOf(n, length))?.[(n - 1) % length] ?? lineHere(place, log, n),
    isReading: queries.some(({ isFetching, data }) => isFetching && !data),
    problem: failed ? messageOf(failed.error) : isMissing ? words.linesMissing : null,
    retry: () => (failed ? queries.forEach((query) => void (query.isError && query.refetch())) : reload()),
  }
}
