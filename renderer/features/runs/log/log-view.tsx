import { ArrowDown, ArrowDownToLine, Clock } from 'lucide-react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { LogLine, LogSize } from '../../../../shared/model/log.ts'
import type { RunDetail } from '../../../../shared/model/run.ts'
import { Button } from '../../../ui/button.tsx'
import { bytesText } from '../../../ui/bytes-text.ts'
import { Empty } from '../../../ui/empty.tsx'
import { Menu, MenuItem } from '../../../ui/menu.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useShortcuts } from '../../../ui/shortcuts.ts'
import { useRowWindow } from '../../../ui/use-row-window.ts'
import { type LogTimes, useWindowState } from '../../../window-state.ts'
import { LogRow } from './log-row.tsx'
import { useLogLines } from './use-log-lines.ts'
import { useLogSize } from './use-log-size.ts'

const rowHeight = 19
const overscan = 20

/** The log of a run, however large: only the lines in view are read. */
export function LogView({ run, node = null, attempt }: { run: RunDetail; node?: string | null; attempt: number | null }) {
  const { size, problem, retry } = useLogSize(run.id, node, attempt, run.endedAt !== null)
  if (problem !== null) return <Problem message={`The log could not be read. ${problem}`} retry={retry} />
  if (size === null) return <div className="flex-1 bg-sunken" />
  if (size.lines === 0) return <NoOutput run={run} />
  return <Lines run={run} node={node} size={size} />
}

function NoOutput({ run }: { run: RunDetail }) {
  const waitsFor = run.nodes.find((node) => node.waitsFor !== null)?.waitsFor
  if (run.status === 'queued')
    return <Empty title="It has not started yet">{waitsFor ?? 'Its output appears here as soon as it starts.'}</Empty>
  if (run.status === 'running') return <Empty title="No output yet">It appears here as it is written.</Empty>
  return <Empty title="It wrote nothing">This run ended without any output.</Empty>
}

const timeWords: Record<LogTimes, string> = { off: 'No times', relative: 'Since the start', absolute: 'Time of day' }

function Lines({ run, node, size }: { run: RunDetail; node: string | null; size: LogSize }) {
  const scroller = useRef<HTMLElement>(null)
  const { logTimes, set } = useWindowState()
  // What succeeded is read from its beginning; what failed or still runs, from its end.
  const [following, setFollowing] = useState(run.status !== 'succeeded')
  const [seen, setSeen] = useState(size.lines)
  /** What the state will be: a scroll that comes while the log grows must win at once. */
  const follows = useRef(following)
  const setFollows = useCallback((next: boolean) => {
    follows.current = next
    setFollowing(next)
  }, [])
  const rows = useRowWindow(scroller, size.lines, rowHeight, setFollows)
  const first = Math.max(0, rows.first - overscan)
  const last = Math.min(size.lines - 1, rows.last + overscan)
  const read = useLogLines(run.id, node, size, first, last)
  const { toEnd } = rows

  useEffect(() => {
    if (!following || !follows.current) return
    toEnd()
    setSeen(size.lines)
  }, [following, size.lines, toEnd])

  const follow = useCallback(() => setFollows(true), [setFollows])
  useShortcuts(useMemo(() => ({ f: follow }), [follow]))

  const shown = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index)
  const lines = shown.map((index) => read.at(index))
  const width = useWidest(lines)

  return (
    <>
      <div className="flex h-9 shrink-0 items-center gap-2 border-b border-rule bg-surface px-3 text-sm text-ink-2">
        <span className="tabular-nums">
          {size.lines.toLocaleString('en')} {size.lines === 1 ? 'line' : 'lines'} · {bytesText(size.bytes)}
        </span>
        <span className="flex-1" />
        <Menu
          trigger={
            <Button small look="quiet">
              <Clock aria-hidden="true" className="size-3.5" />
              {timeWords[logTimes]}
            </Button>
          }
        >
          {(Object.keys(timeWords) as LogTimes[]).map((key) => (
            <MenuItem key={key} checked={logTimes === key} onSelect={() => set({ logTimes: key })}>
              {timeWords[key]}
            </MenuItem>
          ))}
        </Menu>
        <Button small look={following ? 'plain' : 'quiet'} aria-pressed={following} onClick={() => setFollows(!following)}>
          <ArrowDownToLine aria-hidden="true" className="size-3.5" />
          {size.ended ? 'End' : 'Follow'}
        </Button>
      </div>
      {read.problem !== null && <Problem message={`Some lines could not be read. ${read.problem}`} retry={read.retry} />}
      <div className="relative min-h-0 flex-1">
        <section
          ref={scroller}
          aria-label={`Log of run ${run.number}`}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
          tabIndex={0}
          className="h-full overflow-auto bg-sunken py-1 font-mono text-sm outline-offset-[-2px] [overflow-anchor:none]"
        >
          <div
            className="relative min-w-full"
            style={{ height: rows.height, width: `calc(${width}ch + ${logTimes === 'off' ? 76 : 176}px)` }}
          >
            {shown.map((index, at) => (
              <LogRow
                key={index}
                index={index}
                line={lines[at]}
                top={rows.top(index)}
                times={logTimes}
                start={run.startedAt ?? run.createdAt}
              />
            ))}
          </div>
        </section>
        {!following && !size.ended && (
          <button
            type="button"
            onClick={follow}
            className="absolute bottom-4 left-1/2 inline-flex h-7 -translate-x-1/2 items-center gap-1.5 rounded-full bg-accent px-3 font-sans text-sm font-semibold text-accent-ink shadow-float"
          >
            <ArrowDown aria-hidden="true" className="size-3.5" />
            Jump to live{size.lines > seen && ` (+${(size.lines - seen).toLocaleString('en')})`}
          </button>
        )}
      </div>
    </>
  )
}

/** As wide as the widest line seen so far, so that the page does not jump while it is scrolled. */
function useWidest(lines: (LogLine | undefined)[]): number {
  const widest = useRef(0)
  for (const line of lines) widest.current = Math.max(widest.current, Math.min(line?.text.length ?? 0, 20_000))
  return widest.current
}
