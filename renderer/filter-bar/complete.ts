import { textOf } from '../../shared/filter/filter.ts'
import { type FilterKey, type FilterList, filterKeys, keyOf } from '../../shared/filter/keys.ts'
import { writtenValue } from '../../shared/filter/print.ts'
import { readTokens } from '../../shared/filter/read-tokens.ts'

/** What may follow a half-typed token: a key, or a value of its key. `before` is the part of the token that stays. */
export type Completion =
  | { type: 'key'; before: string; text: string }
  | { type: 'value'; before: string; text: string; key: FilterKey; name: string }

/** `insert` is the whole token; `isWhole`: nothing has to follow. */
export type Suggestion = { label: string; note: string; insert: string; isWhole: boolean }

/** Null where a person writes free text that no key starts with, or a key that does not exist. */
export function completionOf(list: FilterList, draft: string): Completion | null {
  const token = readTokens(draft).tokens[0]
  const sign = draft.startsWith('-') ? '-' : ''
  if (!token?.key)
    return draft.includes('"') || draft.includes(',') ? null : { type: 'key', before: sign, text: draft.slice(sign.length) }
  const key = keyOf(list, token.key.name)
  const last = token.values.at(-1)
  if (!key || !last) return null
  return { type: 'value', before: draft.slice(0, last.from), text: textOf(last), key, name: token.key.name }
}

/** The keys that start with the text; later those that have it anywhere. */
export function suggestedKeys(list: FilterList, { before, text }: Completion): Suggestion[] {
  const lower = text.toLowerCase()
  return filterKeys[list]
    .filter(({ name }) => name.startsWith(lower))
    .map(({ name, help, isGroup }) => ({
      label: isGroup ? `${name}.NAME` : name,
      note: help,
      insert: `${before}${name}${isGroup ? '.' : ':'}`,
      isWhole: false,
    }))
}

const pastTimes = ['today', 'yesterday', '1h', '24h', '7d', '30d', 'this week', 'last week']
const comingTimes = ['1h', 'today', 'tomorrow', '7d']
const durations = ['>1m', '>5m', '>1h', '<1s']

/** Values that need no look at the data. */
export function commonValues({ value }: FilterKey): string[] {
  if (value.type === 'time') return value.direction === 'past' ? pastTimes : comingTimes
  return value.type === 'duration' ? durations : []
}

export const suggestedValue = ({ before }: Completion, value: string, note: string): Suggestion => ({
  label: value,
  note,
  insert: `${before}${writtenValue(value, false)}`,
  isWhole: true,
})
