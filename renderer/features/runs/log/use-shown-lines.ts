import type { LogLine } from '../../../../shared/model/log.ts'
import type { RowWindow } from '../../../ui/use-row-window.ts'
import type { RowModel } from './row-model.ts'
import { flowOverscan } from './use-flow-window.ts'
import type { LogState } from './use-log.ts'
import { useLogLines } from './use-log-lines.ts'

const overscan = 20

export type ShownLine = { row: number; n: number; line: LogLine | undefined }

/** The lines that are drawn: those in view and some around them. */
export function useShownLines(state: LogState, model: RowModel, rows: RowWindow, flow: boolean) {
  const around = flow ? flowOverscan : overscan
  const first = Math.max(0, rows.first - around)
  const last = Math.min(model.rows - 1, rows.last + around)
  const shown = Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at)
  const numbers = shown.map(model.lineAt)
  const groupOf = (n: number): LogLine | undefined => state.folds?.head(n)?.group?.line
  const read = useLogLines(
    state.place,
    state.log,
    numbers.filter((n) => !groupOf(n)),
  )
  const lines: ShownLine[] = shown.map((row, at) => {
    const n = numbers[at] ?? 0
    return { row, n, line: groupOf(n) ?? read.line(n) }
  })
  return { lines, problem: read.problem, retry: read.retry }
}
