import { ArrowDown } from 'lucide-react'
import { type CSSProperties, useCallback, useRef, useState } from 'react'
import type { LogLine } from '../../../../shared/model/log.ts'
import type { RunDetail } from '../../../../shared/model/run.ts'
import { usePreferences } from '../../../preferences.ts'
import { useKeys } from '../../../ui/keys.ts'
import { Problem } from '../../../ui/problem.tsx'
import { useRowWindow } from '../../../ui/use-row-window.ts'
import { LogBar } from './log-bar.tsx'
import { LogRow } from './log-row.tsx'
import type { Grown } from './tail.ts'
import { useFolds } from './use-folds.ts'
import { useLogLines } from './use-log-lines.ts'
import { words } from './words.ts'

const rowHeight = 19
const overscan = 20

/** The lines of a log that has any: only those in view are read and drawn. */
export function LogLines({ run, node, log }: { run: RunDetail; node: string | null; log: Grown }) {
  const { size } = log
  const scroller = useRef<HTMLElement>(null)
  const { logTimes } = usePreferences()
  const folds = useFolds(run.id, node, log, run.status === 'failed')
  // A run that succeeded is read from its start; one that failed or still runs, from its end.
  const rows = useRowWindow(scroller, folds.rows, rowHeight, run.status !== 'succeeded')
  const { pinned, pin } = rows
  const first = Math.max(0, rows.first - overscan)
  const last = Math.min(folds.rows - 1, rows.last + overscan)
  const shown = Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at)
  const numbers = shown.map(folds.lineAt)
  const read = useLogLines(
    run.id,
    node,
    log,
    numbers.filter((n) => !folds.head(n)),
  )
  const lines = numbers.map((n) => folds.head(n)?.line ?? read.line(n))
  const width = useWidest(lines)
  const digits = Math.max(4, String(size.lines).length)

  const toggles = useRef(folds.toggle)
  toggles.current = folds.toggle
  const toggle = useCallback(
    (n: number) => {
      // A person who opens a group stays at that group.
      pin(false)
      toggles.current(n)
    },
    [pin],
  )
  useKeys({ follow: () => pin(true) })

  return (
    <>
      <LogBar size={size} following={pinned} onFollow={pin} />
      {read.problem !== null && <Problem message={words.linesUnreadable(read.problem)} retry={read.retry} />}
      <div className="relative min-h-0 flex-1">
        <section
          ref={scroller}
          aria-label={words.log(run.number)}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
          tabIndex={0}
          className="h-full overflow-auto bg-sunken py-1 font-mono text-sm outline-offset-[-2px] [overflow-anchor:none]"
        >
          <div
            className="relative min-w-full"
            style={
              {
                height: rows.height,
                width: `calc(${width + digits}ch + ${logTimes === 'off' ? 36 : 136}px)`,
                '--digits': digits,
              } as CSSProperties
            }
          >
            {shown.map((row, at) => {
              const n = numbers[at] ?? 0
              const head = folds.head(n)
              return (
                <LogRow
                  // Rows are used again for other lines: to write new text is quicker than to make new rows.
                  key={row % Math.max(128, shown.length)}
                  n={n}
                  line={lines[at]}
                  top={rows.top(row)}
                  times={logTimes}
                  start={run.startedAt ?? run.createdAt}
                  title={head?.title ?? null}
                  lines={head?.lines ?? 0}
                  open={head?.open ?? false}
                  hidesErrors={head?.hidesErrors ?? false}
                  depth={folds.depth(n)}
                  onToggle={toggle}
                />
              )
            })}
          </div>
        </section>
        {!pinned && !size.ended && <JumpToLive lines={size.lines} onJump={() => pin(true)} />}
      </div>
    </>
  )
}

/** Says how many lines came since the end was last in view. */
function JumpToLive({ lines, onJump }: { lines: number; onJump(): void }) {
  const [seen] = useState(lines)
  return (
    <button
      type="button"
      onClick={onJump}
      className="absolute bottom-4 left-1/2 inline-flex h-7 -translate-x-1/2 items-center gap-1.5 rounded-full bg-accent px-3 font-sans text-sm font-semibold text-accent-ink shadow-float"
    >
      <ArrowDown aria-hidden="true" className="size-3.5" />
      {words.jumpToLive(lines - seen)}
    </button>
  )
}

/** As wide as the widest line seen so far, so that the page does not jump while it is scrolled. */
function useWidest(lines: (LogLine | undefined)[]): number {
  const widest = useRef(0)
  for (const line of lines) widest.current = Math.max(widest.current, Math.min(line?.text.length ?? 0, 20_000))
  return widest.current
}
