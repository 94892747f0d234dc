import { textOf } from '../../shared/filter/filter.ts'
import { type FilterKey, type FilterList, filterKeys, keyOf } from '../../shared/filter/keys.ts'
import { writtenValue } from '../../shared/filter/print.ts'
import { readFilter } from '../../shared/filter/read-filter.ts'
import { readTokens } from '../../shared/filter/read-tokens.ts'
import { weekdays } from '../../shared/filter/times.ts'

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

/** From so many characters on, a text may be the beginning of a value whose key was not typed. */
const valueChars = 2

/** The keys that start with the text, and the values that do: `fail` may become `status:failed`. */
export function suggestedKeys(list: FilterList, { before, text }: Completion): Suggestion[] {
  const lower = text.toLowerCase()
  const keys = filterKeys[list]
    .filter(({ name }) => name.startsWith(lower))
    .map(({ name, help, isGroup }) => ({
      label: isGroup ? `${name}.NAME` : name,
      note: help,
      insert: `${before}${name}${isGroup ? '.' : ':'}`,
      isWhole: false,
    }))
  return lower.length < valueChars ? keys : [...keys, ...valuesOfAllKeys(list, before, lower)]
}

const valuesOfAllKeys = (list: FilterList, before: string, text: string): Suggestion[] =>
  filterKeys[list].flatMap(({ name, help, value }) =>
    value.type !== 'choice'
      ? []
      : value.choices
          .filter((choice) => choice.startsWith(text) && !isYesNo.has(choice))
          .map((choice) => ({ label: `${name}:${choice}`, note: help, insert: `${before}${name}:${choice}`, isWhole: true })),
  )

/** These say nothing without their key. */
const isYesNo: ReadonlySet<string> = new Set(['yes', 'no'])

/** Whether the token being typed is the beginning of a key or value, and not yet a condition. */
export function isHalfTyped(list: FilterList, draft: string): boolean {
  const completion = completionOf(list, draft)
  return completion?.type === 'key' && completion.text !== '' && suggestedKeys(list, completion).length > 0
}

const pastTimes = ['today', 'yesterday', '1h', '24h', '7d', '30d', 'this week', 'last week']
const comingTimes = ['1h', 'today', 'tomorrow', '7d']
const durations = ['>1m', '>5m', '>1h', '<1s']

const moreTimes = ['this month', 'last month', ...weekdays.map((day) => `last ${day}`)]

/** Values that need no look at the data. Those of `moreTimes` only once a person has typed a part of one. */
export function commonValues({ value }: FilterKey, text: string): string[] {
  if (value.type === 'time' && value.direction === 'past') return text === '' ? pastTimes : [...pastTimes, ...moreTimes]
  if (value.type === 'time') return comingTimes
  return value.type === 'duration' ? durations : []
}

export const suggestedValue = ({ before }: Completion, value: string, note: string): Suggestion => ({
  label: value,
  note,
  insert: `${before}${writtenValue(value, false)}`,
  isWhole: true,
})

/**
 * What Enter and Tab make of a value that is not valid as it was typed: the first suggestion that begins with it. `isComplete`:
 * the suggestions are those of the text, so that a name that is not among them does not exist.
 */
export function completedValue(
  list: FilterList,
  draft: string,
  { items, isComplete }: { items: readonly Suggestion[]; isComplete: boolean },
): Suggestion | null {
  const completion = completionOf(list, draft)
  if (completion?.type !== 'value' || completion.text.trim() === '') return null
  const { text, key } = completion
  const begins = (value: string): boolean => value.toLowerCase().startsWith(text.toLowerCase())
  const isKnownName = key.value.type === 'name' && key.value.known
  if (isKnownName ? !isComplete || items.some(({ label }) => isSame(label, text)) : isValid(list, draft)) return null
  if (key.value.type === 'text') return null
  const choice = key.value.type === 'choice' ? key.value.choices.find(begins) : undefined
  // Suggestions with counts may still be on their way.
  return items.find(({ label }) => begins(label)) ?? (choice === undefined ? null : suggestedValue(completion, choice, ''))
}

const isValid = (list: FilterList, draft: string): boolean => readFilter(list, draft).problems.length === 0

const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase()
