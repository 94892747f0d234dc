import { useLayoutEffect, useRef } from 'react'
import type { RowWindow } from '../../../ui/use-row-window.ts'
import type { RowModel } from './row-model.ts'
import type { LogState } from './use-log.ts'

/** Keeps the lines in view where they are when rows come or go around them, and shows a line that is asked for. */
export function useAnchor({ modelOf, goal }: LogState, model: RowModel, rows: RowWindow): void {
  const known = useRef({ modelOf, goal, line: 1, part: 0, isMoving: false, high: rows.rows, isAtGoal: false })

  useLayoutEffect(() => {
    const { current: before } = known
    const moveTo = (row: number): void => {
      before.isMoving = Math.abs(clamped(row, model, rows) - rows.position) > sameRow
      rows.moveTo(row)
    }
    const isOther = before.modelOf !== modelOf || before.high !== rows.rows
    if (before.goal !== goal && goal !== null) {
      const row = model.rowOf(goal.line)
      const isInView = row >= rows.position + 1 && row <= rows.position + rows.rows - 3
      if (!isInView || before.modelOf !== modelOf || rows.pinned) {
        moveTo(shownFrom(row, rows))
        before.isAtGoal = true
      }
      // Until a person scrolls: what appears above the log or folds in it hides neither the line nor what follows it.
    } else if (isOther && before.isAtGoal && goal !== null) moveTo(shownFrom(model.rowOf(goal.line), rows))
    else if (before.modelOf !== modelOf && !rows.pinned) moveTo(model.rowOf(before.line) + before.part)
    Object.assign(before, { modelOf, goal, high: rows.rows })
  }, [goal, modelOf, model, rows])

  // Behind the effect above, which needs what was in view before the change.
  useLayoutEffect(() => {
    const { current: now } = known
    const isMoving = now.isMoving
    now.isMoving = false
    if (!isMoving) now.isAtGoal = goal !== null && isShown(model.rowOf(goal.line), model, rows)
    // Too few rows may hold a line further down for a while: it moves up again with the rows that come.
    const kept = clamped(model.rowOf(now.line) + now.part, model, rows)
    if (isMoving || Math.abs(kept - rows.position) < sameRow) return
    now.line = model.lineAt(Math.floor(rows.position))
    now.part = rows.position % 1
  })
}

const sameRow = 0.1

/** A line that is asked for has some lines above it. */
const shownFrom = (row: number, rows: RowWindow): number => row - Math.floor(rows.rows / 3)

const isShown = (row: number, model: RowModel, rows: RowWindow): boolean =>
  !rows.pinned && Math.abs(clamped(shownFrom(row, rows), model, rows) - rows.position) < sameRow

/** The position that a move leads to: behind the last rows there is nothing. */
const clamped = (row: number, model: RowModel, rows: RowWindow): number => Math.max(0, Math.min(row, model.rows - rows.rows))
