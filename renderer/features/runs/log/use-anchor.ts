import { useLayoutEffect, useRef } from 'react'
import type { RowWindow } from '../../../ui/use-row-window.ts'
import type { RowModel } from './row-model.ts'
import type { LogState } from './use-log.ts'

/** Keeps the lines in view where they are when rows come or go around them, and shows a line that is asked for. */
export function useAnchor({ modelOf, goal }: LogState, model: RowModel, rows: RowWindow): void {
  const known = useRef({ modelOf, goal, line: 1, part: 0 })

  useLayoutEffect(() => {
    const { current: before } = known
    if (before.goal !== goal && goal !== null) {
      const row = model.rowOf(goal.line)
      const isInView = row >= rows.position + 1 && row <= rows.position + rows.rows - 3
      if (!isInView || before.modelOf !== modelOf || rows.pinned) rows.moveTo(row - Math.floor(rows.rows / 3))
    } else if (before.modelOf !== modelOf && !rows.pinned) rows.moveTo(model.rowOf(before.line) + before.part)
    known.current = { modelOf, goal, line: before.line, part: before.part }
  }, [goal, modelOf, model, rows])

  // Behind the effect above, which needs what was in view before the change.
  useLayoutEffect(() => {
    known.current.line = model.lineAt(Math.floor(rows.position))
    known.current.part = rows.position % 1
  })
}
