import type { LogGrowth, LogLine, LogSize } from '../../../../shared/model/log.ts'

/** How long a log is, and its newest lines, without a gap. */
export type Grown = { size: LogSize; tail: LogLine[] }

const keptLines = 1_000

/** A log after it has grown. Lines that were not sent in between are read later. */
export function grow(before: Grown | null, { tail = [], ...size }: LogGrowth): Grown {
  const first = tail[0]
  const isSame = before?.size.attempt === size.attempt
  if (!first) return { size, tail: isSame ? (before?.tail ?? []) : [] }
  const last = before?.tail.at(-1)
  if (!before || !isSame || !last || first.n > last.n + 1) return { size, tail }
  const start = before.tail[0]?.n ?? first.n
  // An unfinished line is sent again when there is more of it.
  return { size, tail: [...before.tail.slice(0, Math.max(0, first.n - start)), ...tail].slice(-keptLines) }
}

/** A line of the tail by its number. */
export const lineOfTail = (tail: LogLine[], n: number): LogLine | undefined => tail[n - (tail[0]?.n ?? n + 1)]
