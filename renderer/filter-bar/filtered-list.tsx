import type { ReactNode } from 'react'
import { Loaded } from '../paged.tsx'
import { Button } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { FilterMistake, FilterProblem } from './filter-problem.tsx'
import type { PageFilter } from './use-filter.ts'
import { words } from './words.ts'

type Query = Parameters<typeof Loaded>[0]['query']

type Props = {
  filter: PageFilter
  query: Query
  /** "job", "jobs" */
  nouns: readonly [one: string, several: string]
  /** How many match, of those that were read. */
  count: number
  /** How many there are without a filter, if that is known. */
  total?: number
  /** What is shown where there are none at all; null: there are some, or it is not known. */
  none: ReactNode
  children: ReactNode
}

/** A list below its filter bar: the mistakes in the filter, the rows, or why there are none. */
export function FilteredList({ filter, query, nouns: [one, several], count, total, none, children }: Props) {
  const isRefused = filter.applied === null || (query.isError && filter.problems.length > 0)
  return (
    <>
      <FilterProblem filter={filter} />
      {isRefused ? (
        <FilterMistake filter={filter} />
      ) : (
        <Loaded query={query} what={several}>
          {count > 0
            ? children
            : (none ?? <NoMatch filter={filter} one={one} all={total === undefined ? words.clear : words.showAll(total)} />)}
        </Loaded>
      )}
    </>
  )
}

const NoMatch = ({ filter, one, all }: { filter: PageFilter; one: string; all: string }) => (
  <Empty title={words.noMatch(one)} action={<Button onClick={() => filter.set('', true)}>{all}</Button>}>
    <code className="font-mono text-sm break-all">{filter.applied}</code>
  </Empty>
)
