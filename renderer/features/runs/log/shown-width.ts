import type { LogLine } from '../../../../shared/model/log.ts'
import { textOf } from './ansi.ts'

const known = new WeakMap<LogLine, number>()

/** How many characters of a line are seen: not its escape sequences, and of a progress bar only the last state. */
export function shownWidth(line: LogLine): number {
  if (!line.text.includes('\r') && !line.text.includes('\x1b')) return line.text.length
  const before = known.get(line)
  if (before !== undefined) return before
  const width = textOf(line.text).length
  known.set(line, width)
  return width
}
