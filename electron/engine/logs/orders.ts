import type { TextQuery } from '../../../shared/log/text-pattern.ts'
import type { LogFound, LogHits, LogLevels, LogMatch, Stream } from '../../../shared/model/log.ts'

type InLog = { path: string; ended: boolean }

/** `to`: the last line that is searched; null for the end of the log. */
/** `stream`: only its lines; null for those of all. */
export type SearchOrder = InLog & { pattern: string; stream?: Stream | null; from: number; to: number | null }

export type FindOrder = InLog & Required<TextQuery> & { stream: Stream | null; from: number }

/** `from`: a byte of the line. */
export type MatchOrder = InLog & Required<TextQuery> & { line: number; from: number }

/** How far lines were classified: the next line, and the last error, warning and line of a trace before it. */
export type LevelsState = { from: number; error: number; warning: number; trace: number }

export type LevelsOrder = InLog & LevelsState

/** What a thread does, and what it posts for that. */
export type Orders = {
  search: { order: SearchOrder; posts: LogHits }
  find: { order: FindOrder; posts: LogFound }
  match: { order: MatchOrder; posts: LogMatch }
  levels: { order: LevelsOrder; posts: LevelsPart }
  repair: { order: Pick<InLog, 'path'>; posts: never }
  index: { order: Pick<LevelsOrder, 'path' | 'ended'>; posts: LevelsPart }
}
export type OrderKind = keyof Orders

/**
 * What was found between two states; `first` is the first error. `bytes` of the log were read for it, and `done` says that
 * they are all of a log that has ended.
 */
export type LevelsPart = Pick<LogLevels, 'errors' | 'warnings' | 'traces'> & {
  base: LevelsState
  last: LevelsState
  first: number | null
  bytes: number
  done: boolean
}
