import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import type { RunDetail } from '../../../../shared/model/run.ts'
import { Empty } from '../../../ui/empty.tsx'
import { PanelPlace } from '../../../ui/panel/place.tsx'
import { usePeek } from '../../../ui/panel/use-peek.ts'
import { duration, useNow } from '../../../ui/time.tsx'
import { useRowWindow } from '../../../ui/use-row-window.ts'
import type { RunRow } from '../rows/row.ts'
import { Axis } from './axis-row.tsx'
import { GridLines, grid } from './grid.tsx'
import { Legend } from './legend.tsx'
import { RowPanel } from './row-panel.tsx'
import { scaleOf } from './scale.ts'
import { TimelineRow } from './timeline-row.tsx'
import { useZoom } from './use-zoom.ts'
import { words } from './words.ts'

const rowHeight = 28

type Props = { run: RunDetail; rows: RunRow[]; note?: string | null; log(row: RunRow): ReactNode }

/** When what of a run waited and ran. A row opens its log in the panel. */
export function Timeline({ run, rows, note = null, log }: Props) {
  const now = useNow(run.endedAt === null ? 1_000 : 3_600_000)
  const peek = usePeek()
  if (rows.length === 0) return <Empty title={words.none}>{words.noneHint}</Empty>
  const opened = rows.find(({ key }) => key === peek.id)
  return (
    <PanelPlace>
      {note !== null && <p className="px-4 pt-2 text-sm text-ink-2">{note}</p>}
      <Chart run={run} rows={rows} now={run.endedAt ?? now} opened={opened?.key ?? null} onOpen={peek.show} />
      <Legend />
      {opened && (
        <RowPanel row={opened} now={now} onClose={peek.close}>
          {log(opened)}
        </RowPanel>
      )}
    </PanelPlace>
  )
}

type ChartProps = { run: RunDetail; rows: RunRow[]; now: number; opened: string | null; onOpen(key: string): void }

function Chart({ run, rows, now, opened, onOpen }: ChartProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const [current, setCurrent] = useState(0)
  const { first, last, height, top } = useRowWindow(scroller, rows.length, rowHeight, 0)
  const from =
    run.startedAt === null
      ? run.createdAt
      : Math.min(run.startedAt, ...rows.slice(0, 1).flatMap(({ segments }) => segments.map((each) => each.from)))
  const scale = scaleOf(rows, { from, to: now }, now)
  const zoom = useZoom(scroller)
  // The row may be drawn only after the scrolling.
  const wanted = useRef<number | null>(null)
  useEffect(() => {
    const button = scroller.current?.querySelector<HTMLElement>(`[data-row="${wanted.current}"]`)
    if (!button) return
    wanted.current = null
    button.focus({ preventScroll: true })
  })
  const move = (to: number): void => {
    const next = Math.max(0, Math.min(rows.length - 1, to))
    setCurrent(next)
    const element = scroller.current
    if (!element) return
    const [start, end] = [next * rowHeight, (next + 1) * rowHeight]
    if (start < element.scrollTop) element.scrollTop = start
    else if (end > element.scrollTop + element.clientHeight) element.scrollTop = end - element.clientHeight
    wanted.current = next
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const page = Math.max(1, last - first - 1)
    const to = {
      ...{ ArrowDown: current + 1, ArrowUp: current - 1, Home: 0, End: rows.length - 1 },
      ...{ PageDown: current + page, PageUp: current - page },
    }[event.key]
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (to === undefined ? !zoom.onKey(event.key) : false) return
    event.preventDefault()
    event.stopPropagation()
    if (to !== undefined) move(to)
  }
  return (
    <div
      role="table"
      aria-label={words.label(duration(scale.to - scale.from))}
      aria-rowcount={rows.length + 1}
      onKeyDown={onKeyDown}
      className="flex min-h-0 flex-1 flex-col px-4"
    >
      <Axis scale={scale} zoom={zoom} />
      <div ref={scroller} role="rowgroup" className="min-h-0 flex-1 overflow-x-hidden overflow-y-auto [scrollbar-gutter:stable]">
        <div role="presentation" className="relative" style={{ height }}>
          <GridLines scale={scale} view={zoom.view} now={run.endedAt === null ? now : null} />
          {rows.slice(first, last + 1).map((row, index) => (
            <TimelineRow
              key={row.key}
              row={row}
              index={first + index}
              style={{ top: top(first + index), height: rowHeight }}
              className={grid}
              scale={scale}
              view={zoom.view}
              now={now}
              isCurrent={first + index === Math.min(rows.length - 1, Math.max(first, Math.min(current, last)))}
              isOpen={row.key === opened}
              onFocus={() => setCurrent(first + index)}
              onOpen={() => onOpen(row.key)}
            />
          ))}
        </div>
      </div>
    </div>
  )
}
