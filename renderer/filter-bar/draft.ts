import type { FilterList } from '../../shared/filter/keys.ts'
import { readFilter } from '../../shared/filter/read-filter.ts'
import { readTokens } from '../../shared/filter/read-tokens.ts'
import { isHalfTyped } from './complete.ts'

/** The tokens of a filter that are complete, and the one that is being typed. */
export type Draft = { tokens: readonly string[]; draft: string }

/** Each token as it is written. */
export const splitFilter = (text: string): string[] => readTokens(text).tokens.map(({ from, to }) => text.slice(from, to))

export const joined = (tokens: readonly string[]): string => tokens.filter((token) => token.trim() !== '').join(' ')

/** After typing: tokens with a space behind them are complete. */
export function typed({ tokens }: Draft, text: string): Draft {
  const { tokens: read, isOpen } = readTokens(text)
  const isComplete = !isOpen && text !== text.trimEnd()
  const complete = isComplete ? read : read.slice(0, -1)
  if (complete.length === 0) return { tokens, draft: text.trim() === '' ? '' : text.trimStart() }
  const end = isComplete ? text.length : (read.at(-1)?.from ?? 0)
  return { tokens: [...tokens, ...complete.map(({ from, to }) => text.slice(from, to))], draft: text.slice(end) }
}

export const completed = ({ tokens, draft }: Draft): Draft => ({ tokens: [...tokens, ...splitFilter(draft)], draft: '' })

/** Takes a token back into the text field; whatever is there becomes a token. */
export function opened(draft: Draft, index: number): Draft {
  const { tokens } = completed(draft)
  return { tokens: tokens.filter((_, at) => at !== index), draft: tokens[index] ?? '' }
}

/** The filter to apply: without the token that is being typed while that is not understood, or may become a key. */
export const appliedText = (list: FilterList, { tokens, draft }: Draft): string =>
  isHalfTyped(list, draft) ? joined(tokens) : textOfAll(list, { tokens, draft })

/** The same once the person has put the suggestions aside: half a key is a text then. */
export const textOfAll = (list: FilterList, { tokens, draft }: Draft): string =>
  joined(readFilter(list, draft).problems.length === 0 ? [...tokens, draft.trim()] : tokens)

/** With the token, or without it if it was there; other tokens of the same key go. */
export function toggled(text: string, token: string): string {
  const keyOf = (each: string): string | undefined => readTokens(each).tokens[0]?.key?.name
  const tokens = splitFilter(text)
  const others = tokens.filter((each) => each.startsWith('-') || keyOf(each) !== keyOf(token))
  return joined(tokens.includes(token) ? others : [...others, token])
}
