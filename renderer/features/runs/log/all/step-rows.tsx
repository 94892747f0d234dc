import { type RefObject, useEffect, useImperativeHandle, useLayoutEffect, useRef } from 'react'
import type { RunDetail } from '../../../../../shared/model/run.ts'
import type { StepLine } from '../../../../../shared/model/step-lines.ts'
import { usePreferences } from '../../../../preferences.ts'
import { useKeys } from '../../../../ui/keys.ts'
import { useRowWindow } from '../../../../ui/use-row-window.ts'
import { FollowPill } from '../follow-pill.tsx'
import type { TextLook } from '../line-text.tsx'
import { timeText } from '../line-time.ts'
import { rowHeight } from '../log-row.tsx'
import { shownWidth } from '../shown-width.ts'
import type { Goal, RowsHandle } from '../use-log.ts'
import { useScrollToMark } from '../use-scroll-to-mark.ts'
import type { StepLabels } from './step-labels.ts'
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

/** The lines in view. */
export function StepRows(props: Props) {
  const { run, lines, base, start, isTop, isLive, ended, label, look, current, goal, handle, pinned } = props
  const { hitAt, toTop, toEnd, nearTop, nearEnd } = props
  const scroller = useRef<HTMLElement>(null)
  const { logTimes } = usePreferences()
  const rows = useRowWindow(scroller, lines.length, rowHeight, start)
  const { first, last } = rows
  pinned.current = rows.pinned
  useKeptPlace(base, rows)
  useScrollToMark(scroller, goal)
  useImperativeHandle(handle, () => ({
    pinned: rows.pinned,
    topLine: () => hitAt(lines[Math.floor(rows.position)]),
    topRow: () => Math.floor(rows.position),
    follow: toEnd,
    moveToTop: toTop,
    focus: () => scroller.current?.focus({ preventScroll: true }),
    show(row) {
      if (row < first || row > last - 1) rows.moveTo(Math.max(0, row - Math.floor(rows.rows / 3)))
    },
  }))
  const follow = (): void => (isLive ? rows.pin(true) : toEnd())
  useKeys({ follow, logTop: () => (isTop ? rows.moveTo(0) : toTop()) })
  // After each rendering: what was read may not fill the view.
  useEffect(() => {
    if (first < margin) nearTop()
    if (last > lines.length - margin) nearEnd()
  })
  const from = Math.max(0, first - overscan)
  const shown = lines.slice(from, last + overscan + 1)
  const width = useWidest(shown)
  const begun = run.startedAt ?? run.createdAt
  return (
    <div className="@container relative flex min-h-0 flex-1 bg-sunken">
      <section
        ref={scroller}
        aria-label={words.log(run.number)}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        className="min-w-0 flex-1 overflow-x-auto overflow-y-scroll bg-sunken font-mono text-sm outline-offset-[-2px] [overflow-anchor:none]"
      >
        <div
          className="relative min-w-full"
          style={{ height: rows.height, width: `calc(${width + (logTimes === 'off' ? 0 : 14)}ch + 176px)` }}
        >
          {shown.map((line, at) => (
            <StepRow
              key={nameOf(line)}
              run={run.number}
              line={line}
              row={from + at}
              top={rows.top(from + at)}
              label={label(line.node, line.attempt)}
              isSame={lines[from + at - 1]?.node === line.node}
              time={logTimes === 'off' ? null : timeText(line.at, logTimes, begun, lines[from + at - 1]?.at ?? null)}
              look={look}
              isCurrent={current === nameOf(line)}
            />
          ))}
        </div>
      </section>
      <FollowPill
        state={{ run, place: {}, log: { size: { ended, lines: base + lines.length } } }}
        pinned={rows.pinned && isLive}
        onFollow={follow}
      />
    </div>
  )
}

/** Lines that are added or let go above those in view do not move them. */
function useKeptPlace(base: number, { position, pinned, moveTo }: ReturnType<typeof useRowWindow>): void {
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
