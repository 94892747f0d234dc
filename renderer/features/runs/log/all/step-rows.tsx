import { type RefObject, useEffect, useImperativeHandle, useLayoutEffect, useMemo, useRef } from 'react'
import type { LogTimes } from '../../../../../shared/model/preferences.ts'
import type { RunDetail } from '../../../../../shared/model/run.ts'
import type { StepLine } from '../../../../../shared/model/step-lines.ts'
import { usePreferences } from '../../../../preferences.ts'
import { cx } from '../../../../ui/class-names.ts'
import { useKeys } from '../../../../ui/keys.ts'
import { type RowWindow, useRowWindow } from '../../../../ui/use-row-window.ts'
import { FollowPill } from '../follow-pill.tsx'
import { noLines } from '../line-set.ts'
import type { TextLook } from '../line-text.tsx'
import { timeText } from '../line-time.ts'
import { LogRail } from '../log-rail.tsx'
import { rowHeight } from '../log-row.tsx'
import { shownWidth } from '../shown-width.ts'
import { flowOverscan, useFlowWindow } from '../use-flow-window.ts'
import type { Goal, RowsHandle } from '../use-log.ts'
import { useScrollToMark } from '../use-scroll-to-mark.ts'
import type { StepLabels } from './step-labels.ts'
import { hitRows, levelRows } from './step-marks.ts'
import { StepRow } from './step-row.tsx'
import { nameOf } from './use-step-hits.ts'
import { words } from './words.ts'

type Props = {
  run: RunDetail
  lines: readonly StepLine[]
  /** How far the first line is from where the log was opened. */
  base: number
  start: number | 'end'
  /** No lines are left out at the start, and at the end. */
  isTop: boolean
  isLive: boolean
  ended: boolean
  label: StepLabels
  look: TextLook
  current: string | null
  goal: Goal | null
  /** Some lines are left out. */
  isFiltered: boolean
  isHit(line: StepLine): boolean
  /** The number of the first hit in or below a line. */
  hitAt(line: StepLine | undefined): number
  handle: RefObject<RowsHandle | null>
  pinned: { current: boolean }
  toTop(): void
  toEnd(): void
  nearTop(): void
  nearEnd(): void
}

const overscan = 20
/** So many rows before an edge, more lines are read. */
const margin = 80
/** So many lines are read in any case, so that the rail has the errors of most runs. */
const least = 3_000

type Kept = { place: RefObject<number | 'end'> }
type ViewProps = Props & Kept & { elements: Elements; rows: RowWindow; wrap: boolean }

/** The lines in view. Rows that are shown another way are other elements, which open where the ones before were. */
export function StepRows(props: Props) {
  const { logWrap } = usePreferences()
  const place = useRef(props.start)
  const Rows = logWrap || props.look.pretty ? FlowStepRows : FixedStepRows
  return <Rows {...props} start={place.current} place={place} wrap={logWrap} />
}

type WindowProps = Props & Kept & { wrap: boolean }

function FixedStepRows(props: WindowProps) {
  const elements = { scroller: useRef<HTMLElement>(null), strip: null }
  const rows = useRowWindow(elements.scroller, props.lines.length, rowHeight, props.start)
  return <RowsInView {...props} elements={elements} rows={rows} />
}

function FlowStepRows(props: WindowProps) {
  const elements = { scroller: useRef<HTMLElement>(null), strip: useRef<HTMLDivElement>(null) }
  const rows = useFlowWindow(elements.scroller, elements.strip, props.lines.length, rowHeight, props.start)
  return <RowsInView {...props} elements={elements} rows={rows} />
}

type Elements = { scroller: RefObject<HTMLElement | null>; strip: RefObject<HTMLDivElement | null> | null }

function RowsInView(props: ViewProps) {
  const { run, lines, base, elements, rows, wrap, look, goal, isHit } = props
  const { scroller, strip } = elements
  const { logTimes } = usePreferences()
  useKeptPlace(base, rows)
  useScrollToMark(scroller, goal)
  const follow = useMoves(props)
  const marks = useMemo(() => levelRows(lines), [lines])
  const hits = useMemo(() => (look.highlight === null ? noLines : hitRows(lines, isHit)), [lines, look.highlight, isHit])
  const around = strip === null ? overscan : flowOverscan
  const from = Math.max(0, rows.first - around)
  const shown = lines.slice(from, rows.last + around + 1)
  const width = useWidest(shown)
  const room = `calc(${width + (logTimes === 'off' ? 0 : 14)}ch + 176px)`
  const drawn = <Drawn {...props} from={from} shown={shown} times={logTimes} />
  return (
    <div className="@container relative flex min-h-0 flex-1 bg-sunken">
      <section
        ref={scroller}
        aria-label={words.log(run.number)}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        className={cx(
          'min-w-0 flex-1 overflow-y-scroll bg-sunken font-mono text-sm outline-offset-[-2px] [overflow-anchor:none]',
          wrap ? 'overflow-x-hidden' : 'overflow-x-auto',
        )}
      >
        <div className="relative min-w-full" style={{ height: rows.height, width: wrap ? '100%' : room }}>
          {strip === null ? (
            drawn
          ) : (
            <div ref={strip} className={cx('absolute top-0 left-0 min-w-full', wrap && 'w-full')}>
              {drawn}
            </div>
          )}
        </div>
      </section>
      <LogRail {...marks} hits={hits} model={{ rows: lines.length, lineAt: rowNumber }} rows={rows} />
      <FollowPill
        state={{ run, place: {}, log: { size: { ended: props.ended, lines: base + lines.length } } }}
        pinned={rows.pinned && props.isLive}
        onFollow={follow}
      />
    </div>
  )
}

const rowNumber = (row: number): number => row + 1

type DrawnProps = ViewProps & { from: number; shown: readonly StepLine[]; times: LogTimes }

function Drawn({ run, lines, label, look, current, elements, rows, wrap, from, shown, times }: DrawnProps) {
  const begun = run.startedAt ?? run.createdAt
  return shown.map((line, at) => (
    <StepRow
      key={nameOf(line)}
      run={run.number}
      line={line}
      row={from + at}
      top={elements.strip === null ? rows.top(from + at) : null}
      wrap={wrap}
      label={label(line.node, line.attempt)}
      isNamed={from + at === rows.first || !isSameStep(lines[from + at - 1], line)}
      time={times === 'off' ? null : timeText(line.at, times, begun, lines[from + at - 1]?.at ?? null)}
      look={look}
      isCurrent={current === nameOf(line)}
    />
  ))
}

const isSameStep = (before: StepLine | undefined, { node, attempt }: StepLine): boolean =>
  before?.node === node && before.attempt === attempt

/** Where the rows are is kept, more lines are read near their edges, and keys move them. Returns how the end is followed. */
function useMoves({ lines, rows, elements, place, isFiltered, isTop, isLive, pinned, handle, ...props }: ViewProps): () => void {
  const { hitAt, toTop, toEnd, nearTop, nearEnd } = props
  const { first, last } = rows
  pinned.current = rows.pinned
  useImperativeHandle(handle, () => ({
    pinned: rows.pinned,
    topLine: () => hitAt(lines[Math.floor(rows.position)]),
    topRow: () => Math.floor(rows.position),
    follow: toEnd,
    moveToTop: toTop,
    focus: () => elements.scroller.current?.focus({ preventScroll: true }),
    show(row) {
      if (row < first || row > last - 1) rows.moveTo(Math.max(0, row - Math.floor(rows.rows / 3)))
    },
  }))
  const follow = (): void => (isLive ? rows.pin(true) : toEnd())
  useKeys({ follow, logTop: () => (isTop ? rows.moveTo(0) : toTop()) })
  // After each rendering: what was read may not fill the view.
  useEffect(() => {
    place.current = rows.pinned ? 'end' : rows.position
    const isFew = !isFiltered && lines.length < least
    if (first < margin || isFew) nearTop()
    if (last > lines.length - margin || isFew) nearEnd()
  })
  return follow
}

/** Lines that are added or let go above those in view do not move them. */
function useKeptPlace(base: number, { position, pinned, moveTo }: RowWindow): void {
  const before = useRef(base)
  useLayoutEffect(() => {
    const moved = before.current - base
    before.current = base
    if (moved !== 0 && !pinned) moveTo(position + moved)
  })
}

/** As wide as the widest line seen so far, so that the page does not jump while it is scrolled. */
function useWidest(lines: readonly StepLine[]): number {
  const widest = useRef(0)
  for (const line of lines) widest.current = Math.max(widest.current, Math.min(2_100, shownWidth(line)))
  return widest.current
}
