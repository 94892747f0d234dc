import { useState } from 'react'
import type { LogLine } from '../../../../shared/model/log.ts'
import type { RowWindow } from '../../../ui/use-row-window.ts'
import { rowHeight } from './log-row.tsx'
import type { RowModel } from './row-model.ts'
import { flowOverscan } from './use-flow-window.ts'
import type { LogState } from './use-log.ts'
import { isHere, useLogLines } from './use-log-lines.ts'

const overscan = 20
/** At the end of a log that grows, all rows change with each line: only those in view are drawn. */
const followedOverscan = 2

export type ShownLine = { row: number; n: number; line: LogLine | undefined }

type View = Pick<RowWindow, 'first' | 'last' | 'position'>

const isSame = (one: View, other: View): boolean =>
  one.first === other.first && one.last === other.last && one.position === other.position

const rowsBetween = (first: number, last: number): number[] =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at)

/**
 * The lines that are drawn: those in view and some around them. While a person moves faster than lines can be read, one
 * reading at a time comes to its end and is drawn, wherever the view is by then: text is seen all the time.
 */
export function useShownLines(state: LogState, model: RowModel, rows: RowWindow, flow: boolean) {
  const { place, log, folds, modelOf, reload } = state
  const live: View = { first: rows.first, last: rows.last, position: rows.position }
  const [views, setViews] = useState({ modelOf, reading: live, drawn: live })
  const isFollowed = rows.pinned && !log.size.ended
  const around = flow ? flowOverscan : isFollowed ? followedOverscan : overscan
  const groupOf = (n: number): LogLine | undefined => folds?.head(n)?.group?.line
  const rowsOf = ({ first, last }: View, more: number) =>
    rowsBetween(Math.max(0, first - more), Math.min(model.rows - 1, last + more))
  const numbersOf = (view: View, more: number): number[] => rowsOf(view, more).map(model.lineAt)

  const wanted = numbersOf(views.reading, around).filter((n) => !groupOf(n))
  const read = useLogLines(place, log, wanted, reload)
  const isLive = flow || views.modelOf !== modelOf || numbersOf(live, 0).some((n) => groupOf(n) || isHere(place, log, n))
  const reading = isLive || !read.isReading ? live : views.reading
  const drawn = isLive ? live : read.isReading ? views.drawn : views.reading
  if (views.modelOf !== modelOf || !isSame(views.reading, reading) || !isSame(views.drawn, drawn))
    setViews({ modelOf, reading, drawn })

  const isHeld = !isSame(drawn, live)
  const moved = rows.top(rows.position) - drawn.position * rowHeight
  const top = (row: number): number => (isHeld ? moved + row * rowHeight : rows.top(row))
  const lines: ShownLine[] = rowsOf(drawn, isHeld ? 0 : around)
    // Nothing may make the log longer.
    .filter((row) => !isHeld || top(row) + rowHeight <= rows.height)
    .map((row) => {
      const n = model.lineAt(row)
      return { row, n, line: groupOf(n) ?? read.line(n) }
    })
  return { lines, top, problem: read.problem, retry: read.retry }
}
