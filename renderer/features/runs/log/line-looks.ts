import { levelOf } from '../../../../shared/log/level.ts'
import type { LogLine } from '../../../../shared/model/log.ts'
import type { Head } from './folds.ts'
import { hasLine } from './line-set.ts'
import type { FoldLook, Level } from './log-row.tsx'
import type { Range } from './row-model.ts'
import type { Levels } from './use-levels.ts'

const known = new WeakMap<LogLine, Level>()

/** Whether a line is an error or a warning: by its text, or because it belongs to a trace. */
export function levelOfLine(n: number, line: LogLine | undefined, { errors, warnings, traces }: Levels): Level {
  if (hasLine(errors, n) || isWithin(traces, n)) return 'error'
  if (hasLine(warnings, n)) return 'warning'
  if (!line || line.stream === 'note') return null
  const before = known.get(line)
  if (before !== undefined) return before
  const level = levelOf(line.text)
  known.set(line, level)
  return level
}

function isWithin(traces: readonly Range[], n: number): boolean {
  let low = 0
  let high = traces.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((traces[middle]?.from ?? 0) > n) high = middle
    else low = middle + 1
  }
  return n <= (traces[low - 1]?.to ?? 0)
}

export const ringOf = (target: Range | null, n: number): { first: boolean; last: boolean } | null =>
  target !== null && n >= target.from && n <= target.to ? { first: n === target.from, last: n === target.to } : null

/** How the head of a fold is shown, in a log of so many lines. */
export function foldOf(head: Head | undefined, lines: number): FoldLook | null {
  if (!head) return null
  const { group, after, open, hidesErrors } = head
  return { title: group?.title ?? null, lines: (after ?? lines + 1) - head.head - 1, open, hidesErrors }
}
