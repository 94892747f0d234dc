import { useCallback, useMemo, useRef, useState } from 'react'
import { levelOf } from '../../../../../shared/log/level.ts'
import type { RunDetail } from '../../../../../shared/model/run.ts'
import type { ShownLevel, StepHit, StepLine } from '../../../../../shared/model/step-lines.ts'
import type { TextLook } from '../line-text.tsx'
import type { Goal, LogState, RowsHandle } from '../use-log.ts'
import { problemOf, useFindQuery } from '../use-log-find.ts'
import type { Shown } from '../use-stream-rows.ts'
import { useErrorList } from './use-error-list.ts'
import { type StepErrors, useStepErrors } from './use-step-errors.ts'
import { nameOf, useStepHits } from './use-step-hits.ts'
import { type StepOpening, type StepPages, useStepPages } from './use-step-pages.ts'

/** What the field of a log's find needs, where hits are counted instead of lines. */
type Findable = Pick<LogState, 'find' | 'current' | 'goal' | 'goTo' | 'rows'>

export type AllState = Findable &
  StepPages & {
    shown: Shown
    setShown(shown: Shown): void
    level: ShownLevel
    setLevel(level: ShownLevel): void
    showAll(): void
    errors: StepErrors
    /** Only lines with a hit are shown. */
    isOnly: boolean
    isFiltered: boolean
    lines: readonly StepLine[]
    look: TextLook
    /** The line of the hit that was shown last. */
    currentName: string | null
    pinned: { current: boolean }
    isHit(line: StepLine): boolean
    setLook(look: Partial<Pick<TextLook, 'pretty' | 'controls'>>): void
    /** The number of the first hit in or below a line. */
    hitAt(line: StepLine | undefined): number
  }

const none: readonly StepLine[] = []

const openingOf = ({ endedAt, status }: RunDetail): StepOpening =>
  endedAt === null ? 'end' : status === 'failed' ? 'error' : status === 'succeeded' ? 'start' : 'end'

/** All that the log of all steps shows and how. */
export function useAllSteps(run: RunDetail): AllState {
  const [shown, setShown] = useState<Shown>('all')
  const [level, setLevel] = useState<ShownLevel>('all')
  const [currentName, setCurrent] = useState<string | null>(null)
  const [goal, setGoal] = useState<Goal | null>(null)
  const [signs, setSigns] = useState({ pretty: false, controls: false })
  const [first] = useState(() => openingOf(run))
  const pinned = useRef(first === 'end')
  const rows = useRef<RowsHandle | null>(null)
  const filter = useMemo(() => ({ level, ...(shown === 'all' ? {} : { stream: shown }) }), [level, shown])
  const pages = useStepPages(run.id, filter, first, pinned)
  const { query, why, ...find } = useFindQuery(run)
  const lines = pages.stretch?.lines ?? none
  const isLive = pages.stretch !== null && !pages.stretch.ended
  const all = useStepHits(run.id, query, lines, isLive)
  const hits = useMemo(() => all.hits.filter((hit) => isShown(hit, shown, level)), [all.hits, shown, level])
  const found = useMemo(() => (all.found === null ? null : { ...all.found, hits: numbered(hits.length) }), [all.found, hits])
  const hitNames = useMemo(() => new Set(hits.map(nameOf)), [hits])
  const isOnly = find.only && found !== null
  const current = currentName === null ? -1 : hits.findIndex((hit) => nameOf(hit) === currentName)
  const goTo = (place: number): void => {
    const hit = hits[place - 1]
    if (!hit) return
    setCurrent(nameOf(hit))
    setGoal({ line: place })
    const row = (isOnly ? hits : lines).findIndex((each) => nameOf(each) === nameOf(hit))
    if (row === -1) pages.open({ node: hit.node, attempt: hit.attempt, line: hit.n })
    else rows.current?.show?.(row)
  }
  const shownLines = useMemo(() => (isOnly ? hits.map(lineOfHit) : lines), [isOnly, hits, lines])
  const { names, isMore } = useErrorList(run.id, shown === 'all' ? null : shown)
  const toError = useStepErrors({ ref: run.id, filter, lines: shownLines, stretch: pages.stretch, isOnly }, (line, row) => {
    setCurrent(nameOf(line))
    if (row === null) pages.open({ node: line.node, attempt: line.attempt, line: line.n })
    else rows.current?.show?.(row)
  })
  return {
    ...pages,
    find: { ...find, setContext: null, found, problem: problemOf(why, found) },
    ...{ shown, setShown, level, setLevel, isOnly, goal, goTo, currentName, pinned, rows },
    current: current === -1 ? null : current + 1,
    lines: shownLines,
    errors: {
      place: placeIn(names, currentName),
      ...{ count: names.length, isMore },
      step(by) {
        const at = currentName === null ? -1 : shownLines.findIndex((line) => nameOf(line) === currentName)
        toError(by, at === -1 ? (rows.current?.topRow?.() ?? 0) - by : at)
      },
    },
    isFiltered: isOnly || shown !== 'all' || level !== 'all',
    hitAt(line) {
      const at = line === undefined ? -1 : hits.findIndex((hit) => hit.at >= line.at)
      return at === -1 ? hits.length + 1 : at + 1
    },
    showAll() {
      find.setOnly(false)
      setShown('all')
      setLevel('all')
    },
    isHit: useCallback((line: StepLine) => hitNames.has(nameOf(line)), [hitNames]),
    setLook: useCallback((change) => setSigns((before) => ({ ...before, ...change })), []),
    look: useMemo(() => ({ ...signs, highlight: find.highlight }), [signs, find.highlight]),
  }
}

function placeIn(names: readonly string[], name: string | null): number | null {
  const at = name === null ? -1 : names.indexOf(name)
  return at === -1 ? null : at + 1
}

const numbered = (length: number) => ({ numbers: Uint32Array.from({ length }, (_, at) => at + 1), length })

function isShown({ stream, text }: StepHit, shown: Shown, level: ShownLevel): boolean {
  if (shown !== 'all' && stream !== shown) return false
  if (level === 'all') return true
  const own = stream === 'note' ? null : levelOf(text)
  return own === 'error' || (own === 'warning' && level === 'warning')
}

const lineOfHit = ({ isCut, ...hit }: StepHit): StepLine => ({
  ...hit,
  text: isCut ? `${hit.text} …` : hit.text,
  cut: 0,
  open: false,
})
