import { useRef } from 'react'
import type { Issue } from '../../shared/errors.ts'
import type { FilterProblem } from '../../shared/filter/filter.ts'
import type { FilterList } from '../../shared/filter/keys.ts'
import { readFilter } from '../../shared/filter/read-filter.ts'
import { useDebounced } from '../ui/use-debounced.ts'
import { changeParams, useParam } from '../ui/use-param.ts'

export type PageFilter = {
  list: FilterList
  /** As it is in the address. */
  text: string
  /** The newest valid text, once typing pauses: a mistake leaves the list as it was. Null: there was none. */
  applied: string | null
  problems: readonly FilterProblem[]
  /** `isStep`: Back returns to the filter before. */
  set(text: string, isStep?: boolean): void
}

/** The filter of a page, in the parameter `q` of its address. */
export function useFilter(list: FilterList): PageFilter {
  const text = useParam('q') ?? ''
  const debounced = useDebounced(text)
  const { problems } = readFilter(list, text)
  const set = (next: string, isStep = false) =>
    changeParams(
      (params) => {
        if (next) params.set('q', next)
        else params.delete('q')
      },
      { replace: !isStep },
    )
  const applied = useRef<string | null>(null)
  if (readFilter(list, debounced).problems.length === 0) applied.current = debounced
  return { list, text, applied: applied.current, problems, set }
}

/** With the problems that only the server sees, such as a name that does not exist. */
export function withAnswer(filter: PageFilter, error: unknown): PageFilter {
  if (filter.problems.length > 0 || filter.text !== filter.applied) return filter
  const issues = (error as { data?: { issues?: Issue[] } } | null)?.data?.issues ?? []
  return { ...filter, problems: issues.flatMap(({ message, place }) => (place ? [{ message, ...place }] : [])) }
}
