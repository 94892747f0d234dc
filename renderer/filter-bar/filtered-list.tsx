import type { ReactNode } from 'react'
import { Loaded } from '../paged.tsx'
import { BulkLines } from '../ui/bulk-lines.tsx'
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
  /** A function also shows the list that has no rows, with what it is given in their place. */
  children: ReactNode | ((empty: ReactNode) => ReactNode)
}

/** A list below its filter bar: the mistakes in the filter, the rows, or why there are none. */
export function FilteredList({ filter, query, nouns: [, several], count, total, none, children }: Props) {
  const isRefused = filter.applied === null || (query.isError && filter.problems.length > 0)
  const all = total === undefined ? words.clear : words.showAll(total)
  const empty = none ?? <NoMatch filter={filter} several={several} all={all} />
  return (
    <>
      <FilterProblem filter={filter} />
      <BulkLines />
      {isRefused ? (
        <FilterMistake filter={filter} />
      ) : (
        <Loaded query={query} what={several}>
          {typeof children === 'function' ? children(count > 0 ? null : empty) : count > 0 ? children : empty}
        </Loaded>
      )}
    </>
  )
}

const NoMatch = ({ filter, several, all }: { filter: PageFilter; several: string; all: string }) => (
  <Empty title={words.noMatch(several)} action={<Button onClick={() => filter.set('', true)}>{all}</Button>}>
    <code className="font-mono text-sm break-all">{filter.applied}</code>
  </Empty>
)
