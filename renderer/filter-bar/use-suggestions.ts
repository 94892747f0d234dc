import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { FilterList } from '../../shared/filter/keys.ts'
import { api } from '../api/client.ts'
import { useDebounced } from '../ui/use-debounced.ts'
import { type Completion, commonValues, completionOf, type Suggestion, suggestedKeys, suggestedValue } from './complete.ts'
import { words } from './words.ts'

/** How long counts of values are good enough. */
const freshMs = 10_000

type Suggestions = {
  items: Suggestion[]
  /** Whether the items answer the current text; otherwise a request is pending. */
  isComplete: boolean
  /** Counts are of so many of the newest items; null: of all. */
  newest: number | null
}

const none: Suggestions = { items: [], isComplete: false, newest: null }

/** What half a key may become; last, the text that it is. */
function keysOrText(list: FilterList, completion: Completion, draft: string): Suggestion[] {
  const keys = suggestedKeys(list, completion)
  if (completion.text === '' || keys.length === 0) return keys
  return [...keys, { label: `"${completion.text}"`, note: words.asText, insert: draft, isWhole: true }]
}

/** The keys or values that the token being typed may become. */
export function useSuggestions(list: FilterList, draft: string, isOpen: boolean): Suggestions {
  const completion = completionOf(list, draft)
  const asked = completion?.type === 'value' ? { list, key: completion.name, text: completion.text } : null
  const input = useDebounced(JSON.stringify(asked))
  const isCurrent = asked !== null && input === JSON.stringify(asked)
  const { data, isPlaceholderData } = useQuery({
    ...api.filters.values.queryOptions({ input: asked ?? { list, key: 'status' }, placeholderData: keepPreviousData }),
    staleTime: freshMs,
    enabled: isOpen && isCurrent,
  })
  if (!isOpen || completion === null) return none
  if (completion.type === 'key') return { ...none, items: keysOrText(list, completion, draft), isComplete: true }
  const { text, key } = completion
  const matching = (value: string): boolean => value.toLowerCase().includes(text.toLowerCase())
  const counted = (data?.items ?? []).filter(({ value }) => matching(value))
  const newest = data?.newest ?? null
  const items = [
    ...commonValues(key, text)
      .filter(matching)
      .map((value) => suggestedValue(completion, value, '')),
    ...counted.map(({ value, count }) => suggestedValue(completion, value, words.count(count, newest !== null))),
  ].filter(({ label }, index, all) => all.findIndex((other) => other.label === label) === index)
  return { items, isComplete: isCurrent && data !== undefined && !isPlaceholderData, newest: counted.length > 0 ? newest : null }
}
