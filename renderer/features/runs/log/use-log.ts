import { useCallback, useMemo, useRef, useState } from 'react'
import type { RunDetail } from '../../../../shared/model/run.ts'
import { bothOf, type LineSet, noLines } from './line-set.ts'
import type { TextLook } from './line-text.tsx'
import type { Place } from './place.ts'
import { type RowModel, rowsAround, rowsWithout } from './row-model.ts'
import type { Grown } from './tail.ts'
import { type Folds, useFolds } from './use-folds.ts'
import { type Levels, useLevels } from './use-levels.ts'
import { type SelectedLines, useLinesLink } from './use-lines-link.ts'
import { type LogFind, useLogFind } from './use-log-find.ts'
import { type Shown, useStreamRows } from './use-stream-rows.ts'
import { words } from './words.ts'

/** Where a log opens: at its end, with a line that matters and what led to it, or with a line at the top. */
export type Opening = 'end' | number | { top: number }

/** A line to show; each request is an object of its own. */
export type Goal = { line: number }

/** What the rows tell and do for the tools around them. */
export type RowsHandle = {
  topLine(): number
  pinned: boolean
  follow(): void
  moveToTop(): void
  focus(): void
  show?(row: number): void
  topRow?(): number
}

export const stepKinds = ['errors', 'warnings', 'both'] as const
export type StepKind = (typeof stepKinds)[number]

export type LogState = {
  run: RunDetail
  place: Place
  log: Grown
  /** Looks again how long the log is. */
  reload(): void
  levels: Levels
  find: LogFind
  shown: Shown
  setShown(shown: Shown): void
  /** Without any filter. */
  showAll(): void
  lines: SelectedLines
  /** Null where lines are filtered: then nothing is folded. */
  folds: Folds | null
  foldable: Folds
  /** The rows of a log of so many lines. */
  modelOf(lines: number): RowModel
  isFiltered: boolean
  /** Why the lines of a stream are not known. */
  streamProblem: string | null
  /** What is said where a filter leaves no line; null: it leaves some, or that is not known yet. */
  noneLeft: string | null
  /** The hit, error or line that was shown last. */
  current: number | null
  goal: Goal | null
  goTo(line: number): void
  steps: { kind: StepKind; setKind(kind: StepKind): void; lines: LineSet }
  /** Of lines with a hit, and of all others. */
  look: { hit: TextLook; plain: TextLook }
  setLook(change: { pretty?: boolean; controls?: boolean }): void
  rows: { current: RowsHandle | null }
}

type Opened = { run: RunDetail; place: Place; log: Grown; opening: Opening; failed: boolean; reload(): void }

/** All that a log shows and how, for its tools, its rows and its status line. */
export function useLog({ run, place, log, opening, failed, reload }: Opened): LogState {
  const [current, setCurrent] = useState<number | null>(typeof opening === 'number' ? opening : null)
  const [goal, setGoal] = useState<Goal | null>(null)
  const [shown, setShown] = useState<Shown>('all')
  const [look, setLook] = useState({ pretty: false, controls: false })
  const [chosenKind, setKind] = useState<StepKind | null>(null)
  const unfilter = useRef((_line: number): void => {})
  const goTo = useCallback((line: number) => {
    setCurrent(line)
    setGoal({ line })
    unfilter.current(line)
  }, [])
  const lines = useLinesLink(run, ({ from }) => goTo(from))
  const levels = useLevels(place)
  const find = useLogFind(run, place, log.size, shown, reload)
  const { found, only, context, highlight } = find
  const hits = found?.hits ?? noLines
  const foldable = useFolds({ place, log, failed, levels, hits, target: current })
  const { modelOf: streamRows, isSearched, problem: streamProblem } = useStreamRows(place, log.size, shown)
  const isOnly = only && found !== null
  const filtered = useMemo(() => (isOnly ? rowsAround(hits, context) : streamRows), [isOnly, hits, context, streamRows])
  const unfolded = useMemo(() => rowsWithout(foldable.hidden), [foldable.hidden])
  const isFiltered = filtered !== null
  const showAll = (): void => {
    find.setOnly(false)
    setShown('all')
  }
  // What a person wants to see comes before what they wanted to see only.
  unfilter.current = (line) => {
    if (filtered !== null && !filtered(log.size.lines).isShown(line)) showAll()
  }
  const isKnown = isOnly ? found.share === null && found.problem === null : isSearched && streamProblem === null
  const isNone = isKnown && filtered?.(log.size.lines).rows === 0
  const kind = chosenKind ?? (levels.errors.length === 0 && levels.warnings.length > 0 ? 'warnings' : 'errors')
  const stepLines = useMemo(() => (kind === 'both' ? bothOf(levels.errors, levels.warnings) : levels[kind]), [kind, levels])
  const textLook = useMemo(() => ({ hit: { ...look, highlight }, plain: { ...look, highlight: null } }), [look, highlight])
  return {
    ...{ run, place, log, reload, levels, find, shown, setShown, showAll, lines, foldable },
    ...{ isFiltered, streamProblem, current, goal, goTo },
    folds: isFiltered ? null : foldable,
    noneLeft: isNone ? (isOnly ? words.noHits : words.noneOf[shown]) : null,
    modelOf: filtered ?? unfolded,
    steps: { kind, setKind, lines: stepLines },
    look: textLook,
    setLook: (change) => setLook((before) => ({ ...before, ...change })),
    rows: useRef<RowsHandle | null>(null),
  }
}
