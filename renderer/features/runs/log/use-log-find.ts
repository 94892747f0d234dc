import { useEffect, useMemo, useState } from 'react'
import { useSearchParams } from 'wouter'
import { navigate } from 'wouter/use-browser-location'
import type { LogSize } from '../../../../shared/model/log.ts'
import type { RunDetail } from '../../../../shared/model/run.ts'
import { useDebounced } from '../../../ui/use-debounced.ts'
import { type Highlighter, highlighterOf } from './highlights.ts'
import { lastOf, placeOf as placeIn, stepFrom } from './line-set.ts'
import type { Place } from './place.ts'
import { type Found, useFound } from './use-found.ts'
import { isPageOf } from './use-lines-link.ts'
import type { Shown } from './use-stream-rows.ts'
import { words } from './words.ts'

export type FindFlags = { regex: boolean; case: boolean; word: boolean }

export type LogFind = {
  text: string
  flags: FindFlags
  setText(text: string): void
  setFlags(flags: FindFlags): void
  /** Only matching lines are shown, with so many lines around each. */
  only: boolean
  setOnly(only: boolean): void
  context: number
  /** Null: no lines around matching ones can be shown. */
  setContext: ((context: number) => void) | null
  found: Found | null
  /** What was found is still of an earlier text. */
  isTyping: boolean
  highlight: Highlighter | null
  problem: FindProblem | null
}

/** `isPattern`: the text is no pattern, so that nothing was looked for. */
export type FindProblem = { name: string; why: string; isPattern: boolean }

export const mostContext = 50

/** The address follows when the text rests. */
const restMs = 300

const flagLetters = { regex: 'r', case: 'c', word: 'w' } as const
const flagNames = ['regex', 'case', 'word'] as const
const onlyLetter = 'o'

export type FindQuery = Omit<LogFind, 'found' | 'problem'> & {
  /** Null: nothing is looked for, or the text is no pattern. */
  query: ({ text: string } & FindFlags) | null
  /** Why the text is no pattern. */
  why: string | null
}

/** The text that a person looks for. A link may say so: `?find=curl&find-flags=rw`. */
export function useFindQuery(run: RunDetail): FindQuery {
  const [params] = useSearchParams()
  const [text, setText] = useState(params.get('find') ?? '')
  const [flags, setFlags] = useState<FindFlags>(() => flagsOf(params.get('find-flags') ?? ''))
  const [only, setOnly] = useState((params.get('find-flags') ?? '').includes(onlyLetter))
  const [context, setContext] = useState(() => contextOf(params.get('find-context')))
  const letters = [...flagNames.flatMap((flag) => (flags[flag] ? flagLetters[flag] : [])), only ? onlyLetter : ''].join('')
  useAddress(run, text, { find: text, 'find-flags': letters, 'find-context': only && context > 0 ? String(context) : '' })
  const typed = useDebounced(text)
  // An emptied field is empty at once.
  const wanted = text === '' ? '' : typed
  const { highlight, problem: why } = useMemo(() => highlighterOf({ text: wanted, ...flags }), [wanted, flags])
  const query = useMemo(() => (wanted !== '' && why === null ? { text: wanted, ...flags } : null), [wanted, why, flags])
  return {
    ...{ text, flags, setText, setFlags, only, setOnly, context, setContext, highlight, query, why },
    isTyping: wanted !== text,
  }
}

/** What is looked for in a log, and what was found. */
export function useLogFind(run: RunDetail, place: Place, size: LogSize, shown: Shown, onShorter: () => void): LogFind {
  const { query, why, ...find } = useFindQuery(run)
  const found = useFound(place, query && { ...query, ...(shown === 'all' ? {} : { stream: shown }) }, size, onShorter)
  return { ...find, found, problem: problemOf(why, found) }
}

export function problemOf(pattern: string | null, found: Found | null): FindProblem | null {
  if (pattern !== null) return { name: words.badPattern, why: pattern, isPattern: true }
  if (!found || found.problem === null) return null
  return { name: found.isSlow ? words.slowPattern : words.notSearched, why: found.problem, isPattern: false }
}

type Named = { find: string; 'find-flags': string; 'find-context': string }

/** Keeps what is looked for in the address of the run's page, so that it is found again after a reload. */
function useAddress(run: RunDetail, text: string, named: Named): void {
  const wanted = JSON.stringify(Object.entries(named).map(([name, value]) => [name, text === '' ? '' : value]))
  useEffect(() => {
    const timer = setTimeout(() => {
      const params = new URLSearchParams(location.search)
      const parts = JSON.parse(wanted) as [string, string][]
      if (!isPageOf(run) || parts.every(([name, value]) => (params.get(name) ?? '') === value)) return
      for (const [name, value] of parts) {
        params.delete(name)
        if (value) params.set(name, value)
      }
      const query = params.toString()
      navigate(`${location.pathname}${query === '' ? '' : `?${query}`}${location.hash}`, { replace: true, state: history.state })
    }, restMs)
    return () => clearTimeout(timer)
  }, [run, wanted])
}

const contextOf = (text: string | null): number => (/^\d{1,2}$/.test(text ?? '') ? Math.min(mostContext, Number(text)) : 0)

const flagsOf = (letters: string): FindFlags => ({
  regex: letters.includes(flagLetters.regex),
  case: letters.includes(flagLetters.case),
  word: letters.includes(flagLetters.word),
})

/** The hit that is shown after the query has changed: the first at or behind a line. Null: it is not known yet. */
export function firstHit({ hits, share }: Found, line: number): number | null {
  const isKnown = (lastOf(hits) ?? 0) >= line
  if (isKnown) return hits.numbers[placeIn(hits, line)] ?? null
  return share === null ? stepFrom(hits, 0, 1) : null
}
