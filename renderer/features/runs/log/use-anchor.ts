import { useLayoutEffect, useRef } from 'react'
import type { RowWindow } from '../../../ui/use-row-window.ts'
import type { RowModel } from './row-model.ts'
import type { LogState, Opening } from './use-log.ts'

/** Rows above the line at which a log opens: what led to it. */
export const leading = 8

/** A line that was shown, with so many rows above it. */
type Aim = { line: number; above: number }

/** Keeps the lines in view where they are when rows come or go around them, and shows a line that is asked for. */
export function useAnchor({ modelOf, goal }: LogState, opening: Opening, model: RowModel, rows: RowWindow): void {
  const known = useRef({ modelOf, goal, line: 1, part: 0, isMoving: false, high: rows.rows, isAtAim: false })
  const aim = useRef<Aim | null>(typeof opening === 'number' ? { line: opening, above: leading } : null)

  useLayoutEffect(() => {
    const { current: before } = known
    const moveTo = (row: number): void => {
      before.isMoving = Math.abs(clamped(row, model, rows) - rows.position) > sameRow
      rows.moveTo(row)
    }
    const show = ({ line, above }: Aim): void => moveTo(model.rowOf(line) - above)
    const isOther = before.modelOf !== modelOf || before.high !== rows.rows
    if (before.goal !== goal && goal !== null) {
      const row = model.rowOf(goal.line)
      const isInView = row >= rows.position + 1 && row <= rows.position + rows.rows - 3
      aim.current = { line: goal.line, above: Math.floor(rows.rows / 3) }
      before.isAtAim = !isInView || before.modelOf !== modelOf || rows.pinned
      if (before.isAtAim) show(aim.current)
      // Until a person scrolls: what appears above the log or folds in it hides neither the line nor what follows it.
    } else if (isOther && before.isAtAim && aim.current !== null) show(aim.current)
    else if (before.modelOf !== modelOf && !rows.pinned) moveTo(model.rowOf(before.line) + before.part)
    Object.assign(before, { modelOf, goal, high: rows.rows })
  }, [goal, modelOf, model, rows])

  // Behind the effect above, which needs what was in view before the change.
  useLayoutEffect(() => {
    const { current: now } = known
    const isMoving = now.isMoving
    now.isMoving = false
    if (!isMoving) now.isAtAim = aim.current !== null && isShown(aim.current, model, rows)
    // Too few rows may hold a line further down for a while: it moves up again with the rows that come.
    const kept = clamped(model.rowOf(now.line) + now.part, model, rows)
    if (isMoving || Math.abs(kept - rows.position) < sameRow) return
    now.line = model.lineAt(Math.floor(rows.position))
    now.part = rows.position % 1
  })
}

const sameRow = 0.1

const isShown = ({ line, above }: Aim, model: RowModel, rows: RowWindow): boolean =>
  !rows.pinned && Math.abs(clamped(model.rowOf(line) - above, model, rows) - rows.position) < sameRow

/** The position that a move leads to: behind the last rows there is nothing. */
const clamped = (row: number, model: RowModel, rows: RowWindow): number => Math.max(0, Math.min(row, model.rows - rows.rows))
