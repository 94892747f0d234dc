import { type CSSProperties, type RefObject, useCallback, useImperativeHandle, useRef } from 'react'
import type { LogLine } from '../../../../shared/model/log.ts'
import type { LogTimes } from '../../../../shared/model/preferences.ts'
import { usePreferences } from '../../../preferences.ts'
import { Button } from '../../../ui/button.tsx'
import { cx } from '../../../ui/class-names.ts'
import { Empty } from '../../../ui/empty.tsx'
import { useKeys } from '../../../ui/keys.ts'
import { Problem } from '../../../ui/problem.tsx'
import type { RowWindow } from '../../../ui/use-row-window.ts'
import { FollowPill } from './follow-pill.tsx'
import { foldOf, levelOfLine, ringOf } from './line-looks.ts'
import { hasLine, noLines } from './line-set.ts'
import { timeText } from './line-time.ts'
import { LogRail } from './log-rail.tsx'
import { LogRow } from './log-row.tsx'
import { rangeOf } from './selection.ts'
import { shownWidth } from './shown-width.ts'
import { useAnchor } from './use-anchor.ts'
import { useLineDrag } from './use-line-drag.ts'
import type { LogState, Opening } from './use-log.ts'
import { useRowKeys } from './use-row-keys.ts'
import { useScrollToMark } from './use-scroll-to-mark.ts'
import { type ShownLine, useShownLines } from './use-shown-lines.ts'
import { words } from './words.ts'

export type Elements = { scroller: RefObject<HTMLElement | null>; strip: RefObject<HTMLDivElement | null> }

type Props = {
  state: LogState
  opening: Opening
  elements: Elements
  rows: RowWindow
  /** Rows are as high as their text. */
  flow: boolean
  wrap: boolean
  states: ReadonlySet<number>
  onStates(line: number): void
  onWhole(line: number): void
}

/** The rows in view, with the rail beside them. */
export function RowsView(props: Props) {
  const { state, opening, elements, rows, flow, wrap } = props
  const { size } = state.log
  const { logTimes } = usePreferences()
  const model = state.modelOf(size.lines)
  useAnchor(state, opening, model, rows)
  useScrollToMark(elements.scroller, state.goal)
  useLineDrag(elements.scroller, rows, state.lines)
  const shown = useShownLines(state, model, rows, flow)
  const width = useWidest(shown.lines.map(({ line }) => line))
  const digits = Math.max(4, String(size.lines).length)
  useImperativeHandle(state.rows, () => ({
    pinned: rows.pinned,
    topLine: () => model.lineAt(Math.floor(rows.position)),
    follow: () => rows.pin(true),
    moveToTop: () => rows.moveTo(0),
    focus: () => elements.scroller.current?.focus({ preventScroll: true }),
  }))
  useKeys({ follow: () => rows.pin(true), logTop: () => rows.moveTo(0) })
  const room = `${width + digits + (logTimes === 'off' ? 0 : 14)}ch + 40px`
  return (
    <>
      {state.streamProblem !== null && <Problem message={words.linesUnreadable(state.streamProblem)} />}
      {shown.problem !== null && <Problem message={words.linesUnreadable(shown.problem)} retry={shown.retry} />}
      <div className="relative flex min-h-0 flex-1 bg-sunken">
        <section
          ref={elements.scroller}
          aria-label={words.log(state.run.number)}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
          tabIndex={0}
          className={cx(
            'peer min-w-0 flex-1 overflow-y-scroll bg-sunken font-mono text-sm outline-none! [overflow-anchor:none]',
            wrap ? 'overflow-x-hidden' : 'overflow-x-auto',
          )}
        >
          <div
            className="relative min-w-full"
            style={{ height: rows.height, width: wrap ? '100%' : `calc(${room})`, '--digits': digits } as CSSProperties}
          >
            {flow ? (
              <div ref={elements.strip} className={cx('absolute top-0 left-0 min-w-full', wrap && 'w-full')}>
                <Rows {...props} shown={shown} times={logTimes} />
              </div>
            ) : (
              <Rows {...props} shown={shown} times={logTimes} />
            )}
          </div>
        </section>
        {/* Rows would cover the outline of what they are in. */}
        <span
          aria-hidden="true"
          className="pointer-events-none absolute inset-0 z-3 hidden outline-2 outline-offset-[-2px] outline-accent peer-focus-visible:block"
        />
        <LogRail
          errors={state.levels.errors}
          warnings={state.levels.warnings}
          hits={state.find.found?.hits ?? noLines}
          model={model}
          rows={rows}
        />
        {state.noneLeft !== null && <NoneLeft state={state} text={state.noneLeft} />}
        <FollowPill state={state} pinned={rows.pinned} onFollow={() => rows.pin(true)} />
      </div>
    </>
  )
}

const NoneLeft = ({ state, text }: { state: LogState; text: string }) => (
  <div className="absolute inset-0 flex">
    <Empty title={text} action={<Button onClick={state.showAll}>{words.showAllLines}</Button>} />
  </div>
)

type RowsProps = Props & { shown: { lines: ShownLine[]; top(row: number): number }; times: LogTimes }

function Rows({ state, rows, flow, wrap, shown, times, states, onStates, onWhole }: RowsProps) {
  const { run, folds, levels, lines, current, look, find } = state
  const start = run.startedAt ?? run.createdAt
  const selected = lines.selection && rangeOf(lines.selection)
  const latest = useRef({ pin: rows.pin, toggle: state.foldable.toggle })
  latest.current = { pin: rows.pin, toggle: state.foldable.toggle }
  const toggle = useCallback((n: number) => {
    // A person who opens a group stays at that group.
    latest.current.pin(false)
    latest.current.toggle(n)
  }, [])
  const keyOf = useRowKeys(shown.lines[0]?.row ?? 0, shown.lines.length)
  return shown.lines.map(({ row, n, line }, at) => {
    const isHit = find.found !== null && hasLine(find.found.hits, n)
    return (
      <LogRow
        key={flow ? row : keyOf(row)}
        n={n}
        row={row}
        line={line}
        top={flow ? null : shown.top(row)}
        time={times === 'off' ? null : line ? timeText(line.at, times, start, shown.lines[at - 1]?.line?.at ?? null) : ''}
        level={levelOfLine(n, line, levels)}
        isSelected={selected !== null && n >= selected.from && n <= selected.to}
        ring={ringOf(lines.target, n)}
        isCurrent={current === n}
        look={isHit ? look.hit : look.plain}
        wrap={wrap}
        fold={foldOf(folds?.head(n), state.log.size.lines)}
        depth={folds?.depth(n) ?? 0}
        statesShown={states.has(n)}
        onToggle={toggle}
        onStates={onStates}
        onWhole={onWhole}
      />
    )
  })
}

/** As wide as the widest line seen so far, so that the page does not jump while it is scrolled. */
function useWidest(lines: (LogLine | undefined)[]): number {
  const widest = useRef(0)
  for (const line of lines) widest.current = Math.max(widest.current, Math.min(line ? shownWidth(line) : 0, widestLine))
  return widest.current
}

/** A longer line is cut, or makes room for itself. */
const widestLine = 2_100
