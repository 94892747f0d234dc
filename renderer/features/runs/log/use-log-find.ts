import { useMemo, useState } from 'react'
import { useSearchParams } from 'wouter'
import type { LogSize } from '../../../../shared/model/log.ts'
import { useDebounced } from '../../../ui/use-debounced.ts'
import { type Highlighter, highlighterOf } from './highlights.ts'
import { lastOf, placeOf as placeIn, stepFrom } from './line-set.ts'
import type { Place } from './place.ts'
import { type Found, useFound } from './use-found.ts'
import type { Shown } from './use-stream-rows.ts'

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
  setContext(context: number): void
  found: Found | null
  /** What was found is still of an earlier text. */
  isTyping: boolean
  highlight: Highlighter | null
  problem: string | null
}

export const mostContext = 50

const flagLetters = { regex: 'r', case: 'c', word: 'w' } as const

/** What is looked for in a log. A link may say so: `?find=curl&find-flags=rw`. */
export function useLogFind(place: Place, size: LogSize, shown: Shown): LogFind {
  const [params] = useSearchParams()
  const [text, setText] = useState(params.get('find') ?? '')
  const [flags, setFlags] = useState<FindFlags>(() => flagsOf(params.get('find-flags') ?? ''))
  const [only, setOnly] = useState(false)
  const [context, setContext] = useState(0)
  const typed = useDebounced(text)
  // An emptied field is empty at once.
  const wanted = text === '' ? '' : typed
  const { highlight, problem } = useMemo(() => highlighterOf({ text: wanted, ...flags }), [wanted, flags])
  const isReady = wanted !== '' && problem === null
  const stream = shown === 'all' ? {} : { stream: shown }
  const found = useFound(place, isReady ? { text: wanted, ...flags, ...stream } : null, size)
  return {
    ...{ text, flags, setText, setFlags, only, setOnly, context, setContext, found, highlight },
    isTyping: wanted !== text,
    problem: problem ?? found?.problem ?? null,
  }
}

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
