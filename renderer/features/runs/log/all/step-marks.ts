import type { StepLine } from '../../../../../shared/model/step-lines.ts'
import { levelOfLine } from '../line-looks.ts'
import { type LineSet, lineSet, noLines } from '../line-set.ts'
import type { Level } from '../log-row.tsx'

const noLevels = { errors: noLines, warnings: noLines, traces: [] }
/** Lines stay the same objects while others come and go around them. */
const known = new WeakMap<StepLine, Level>()

export function levelOfStepLine(line: StepLine): Level {
  const before = known.get(line)
  if (before !== undefined) return before
  const level = levelOfLine(line.n, line, noLevels)
  known.set(line, level)
  return level
}

/** Which rows, counted from one, have a line of level error, and of level warning. */
export function levelRows(lines: readonly StepLine[]): { errors: LineSet; warnings: LineSet } {
  const rows = { error: [] as number[], warning: [] as number[] }
  for (const [at, line] of lines.entries()) {
    const level = levelOfStepLine(line)
    if (level !== null) rows[level].push(at + 1)
  }
  return { errors: lineSet(rows.error), warnings: lineSet(rows.warning) }
}

/** Which rows, counted from one, have a hit. */
export const hitRows = (lines: readonly StepLine[], isHit: (line: StepLine) => boolean): LineSet =>
  lineSet(lines.flatMap((line, at) => (isHit(line) ? [at + 1] : [])))
