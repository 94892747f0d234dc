import type { LogGrowth, LogLine, LogSize } from '../../../../shared/model/log.ts'

/** How long a log is, and its newest lines, without a gap. `shrunk`: how often its file became shorter while it was open. */
export type Grown = { size: LogSize; tail: LogLine[]; shrunk: number }

const keptLines = 1_000

/** A log after it has grown. Lines that were not sent in between are read later. */
export function grow(before: Grown | null, { tail = [], ...size }: LogGrowth): Grown {
  const first = tail[0]
  const isSame = before?.size.attempt === size.attempt
  const shrunk = isSame ? (before?.shrunk ?? 0) : 0
  if (isSame && size.bytes < (before?.size.bytes ?? 0)) return { size, tail, shrunk: shrunk + 1 }
  if (!first) return { size, tail: isSame ? (before?.tail ?? []) : [], shrunk }
  const last = before?.tail.at(-1)
  if (!before || !isSame || !last || first.n > last.n + 1) return { size, tail, shrunk }
  const start = before.tail[0]?.n ?? first.n
  // An unfinished line is sent again when there is more of it.
  return { size, shrunk, tail: [...before.tail.slice(0, Math.max(0, first.n - start)), ...tail].slice(-keptLines) }
}

/** A line of the tail by its number. */
export const lineOfTail = (tail: LogLine[], n: number): LogLine | undefined => tail[n - (tail[0]?.n ?? n + 1)]
