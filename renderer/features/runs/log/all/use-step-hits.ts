import { useEffect, useMemo, useRef, useState } from 'react'
import type { StepHit, StepLine } from '../../../../../shared/model/step-lines.ts'
import { client, messageOf } from '../../../../api/client.ts'
import { useConnection } from '../../../../api/connection.ts'
import { highlighterOf } from '../highlights.ts'
import { lineSet } from '../line-set.ts'
import type { Found } from '../use-found.ts'
import type { FindQuery } from '../use-log-find.ts'
import { words } from './words.ts'

/** A line of the log of a step. */
export type StepPlace = Pick<StepLine, 'node' | 'attempt' | 'n'>

export const nameOf = ({ node, attempt, n }: StepPlace): string => `${attempt} ${n} ${node}`

export type StepHits = { hits: readonly StepHit[]; found: Found | null }

type State = {
  /** More lines may have come since the logs were searched. */
  isLive: boolean
  query: FindQuery['query']
  hits: StepHit[]
  count: number
  share: number | null
  problem: string | null
  skipped: number
}

const nothing: Omit<State, 'query'> = { isLive: false, hits: [], count: 0, share: 0, problem: null, skipped: 0 }

/** Lines of all steps with a text, in the order of their times: those of the logs as they were, and those in `lines`, which came since. */
export function useStepHits(ref: string, query: FindQuery['query'], lines: readonly StepLine[], isLive: boolean): StepHits {
  const [state, setState] = useState<State>({ query: null, ...nothing })
  const connections = useConnection(({ times }) => times)
  const latest = useRef(isLive)
  latest.current = isLive

  // Another connection is a reason to start again.
  useEffect(() => {
    if (query === null) return
    const abort = new AbortController()
    setState({ query, ...nothing, isLive: latest.current })
    const change = (how: (before: State) => State): void => void (abort.signal.aborted || setState(how))
    find(ref, query, abort.signal, change).catch((error: unknown) => {
      // A connection that is gone says so itself.
      if (useConnection.getState().state !== 'open') return
      change((before) => ({ ...before, share: null, problem: messageOf(error) }))
    })
    return () => abort.abort()
  }, [ref, query, connections])

  const known = state.query === query && query !== null ? state : null
  const isSearched = known?.share === null
  useEffect(() => {
    if (!isSearched) return
    setState((before) => {
      const isWhole = before.isLive && before.hits.length === before.count
      const news = isWhole ? hitsIn(lines, before.query, before.hits) : []
      return news.length === 0 ? before : { ...before, hits: [...before.hits, ...news], count: before.count + news.length }
    })
  }, [lines, isSearched])

  return useMemo(() => {
    if (query === null) return { hits: [], found: null }
    const { share, problem, skipped, count, hits: all } = known ?? nothing
    const hits = all.toSorted((a, b) => a.at - b.at)
    const note = skipped > 0 ? words.skipped(skipped) : count > hits.length ? words.firstHits(hits.length, count) : null
    return { hits, found: { hits: lineSet(hits.map((_, at) => at + 1)), share, problem, isSlow: false, note } }
  }, [query, known])
}

async function find(
  ref: string,
  query: NonNullable<FindQuery['query']>,
  signal: AbortSignal,
  change: (how: (before: State) => State) => void,
): Promise<void> {
  for await (const { items, count, searched, of, skipped } of await client.logs.findSteps({ ref, ...query }, { signal }))
    change((before) => ({
      ...before,
      hits: [...before.hits, ...items],
      ...{ count, skipped, share: of === 0 ? 1 : searched / of },
    }))
  change((before) => ({ ...before, share: null }))
}

/** The lines with the text that the search did not list. */
function hitsIn(lines: readonly StepLine[], query: FindQuery['query'], hits: readonly StepHit[]): StepHit[] {
  const { highlight } = query === null ? { highlight: null } : highlighterOf(query)
  if (highlight === null) return []
  const known = new Set(hits.map(nameOf))
  return lines.flatMap((line) => {
    const { node, attempt, n, at, stream, text, cut } = line
    const isNew = !known.has(nameOf(line)) && highlight(text).length > 0
    return isNew ? [{ node, attempt, n, at, stream, text, isCut: cut > 0 }] : []
  })
}
