import type { LogFound, LogHits, LogLevels, Stream } from '../../../shared/model/log.ts'

type InLog = { path: string; ended: boolean }

/** `to`: the last line that is searched; null for the end of the log. */
/** `stream`: only its lines; null for those of all. */
export type SearchOrder = InLog & { pattern: string; stream?: Stream | null; from: number; to: number | null }

export type FindOrder = InLog & {
  text: string
  regex: boolean
  case: boolean
  word: boolean
  stream: Stream | null
  from: number
}

/** From a line on; the last error and the last line of a trace before it. */
export type LevelsOrder = InLog & { from: number; error: number; warning: number; trace: number }

/** What a thread does, and what it posts for that. */
export type Orders = {
  search: { order: SearchOrder; posts: LogHits }
  find: { order: FindOrder; posts: LogFound }
  levels: { order: LevelsOrder; posts: LevelsPart }
}
export type OrderKind = keyof Orders

/** `last`: from where a later order goes on. */
export type LevelsPart = LogLevels & { first: number | null; last: Pick<LevelsOrder, 'from' | 'error' | 'warning' | 'trace'> }
