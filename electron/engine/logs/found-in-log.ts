import type { TextQuery } from '../../../shared/log/text-pattern.ts'
import { withoutEscapes } from '../../../shared/log/without-escapes.ts'
import type { FoundLine } from '../../../shared/model/found-run.ts'
import type { LogGone, LogLine } from '../../../shared/model/log.ts'
import type { WrittenLog } from './gone.ts'

export type WantedText = Required<TextQuery>

/** `lines`: how many of the lines are wanted; all of them are counted. */
export type LogToSearch = WrittenLog & { path: string; ended: boolean; lines: number }
export type FoundInLog = { count: number; lines: Excerpt[] }
/** `bytes` is null, and `gone` is not, for a log that has no file any more. `silent`: the program printed nothing. */
export type LogAnswer = (FoundInLog & { bytes: number | null; gone: LogGone | null }) | 'silent'
/** Searched one after the other. */
export type ThreadOrder = { query: WantedText; logs: LogToSearch[] }
export type ThreadAnswer = { found: LogAnswer } | { error: string }
export type Excerpt = Omit<FoundLine, 'node' | 'attempt'>

/** Characters of a line that a person gets to see, and those of them before the match. */
const excerptChars = 600
const charsBefore = 200

/** The line, or the part of a long line around the first match. */
export function excerptOf({ n, at, stream, text: raw, cut }: LogLine, pattern: RegExp): Excerpt {
  const text = withoutEscapes(raw)
  const found = pattern.exec(text)
  const [begin, end] = [found?.index ?? 0, (found?.index ?? 0) + (found?.[0].length ?? 0)]
  if (text.length <= excerptChars) return { n, at, stream, text, match: [begin, end], isCut: cut > 0 }
  const from = startOfCharacter(text, Math.max(0, Math.min(begin - charsBefore, text.length - excerptChars)))
  const to = startOfCharacter(text, Math.min(text.length, from + excerptChars))
  return { n, at, stream, text: text.slice(from, to), match: [begin - from, Math.min(end, to) - from], isCut: true }
}

/** No half of a character is left at the edge. */
const startOfCharacter = (text: string, at: number): number => (/[\uDC00-\uDFFF]/.test(text.charAt(at)) ? at - 1 : at)
