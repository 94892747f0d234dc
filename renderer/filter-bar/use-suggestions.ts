import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { FilterList } from '../../shared/filter/keys.ts'
import { api } from '../api/client.ts'
import { useDebounced } from '../ui/use-debounced.ts'
import { commonValues, completionOf, type Suggestion, suggestedKeys, suggestedValue } from './complete.ts'

/** How long counts of values are good enough. */
const freshMs = 10_000

/** The keys or values that the token being typed may become. */
export function useSuggestions(list: FilterList, draft: string, isOpen: boolean): Suggestion[] {
  const completion = completionOf(list, draft)
  const asked = completion?.type === 'value' ? { list, key: completion.name, text: completion.text } : null
  const input = useDebounced(JSON.stringify(asked))
  const { data } = useQuery({
    ...api.filters.values.queryOptions({ input: asked ?? { list, key: 'status' }, placeholderData: keepPreviousData }),
    staleTime: freshMs,
    enabled: isOpen && asked !== null && input === JSON.stringify(asked),
  })
  if (!isOpen || completion === null) return []
  if (completion.type === 'key') return suggestedKeys(list, completion)
  const { text, key } = completion
  const matching = (value: string): boolean => value.toLowerCase().includes(text.toLowerCase())
  const counted = (asked && data ? data.items : []).filter(({ value }) => matching(value))
  return [
    ...commonValues(key)
      .filter(matching)
      .map((value) => suggestedValue(completion, value, '')),
    ...counted.map(({ value, count }) => suggestedValue(completion, value, count.toLocaleString('en'))),
  ].filter(({ label }, index, all) => all.findIndex((other) => other.label === label) === index && label !== text)
}
