import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { FilterBar } from '../filter-bar/filter-bar.tsx'
import { FilteredList } from '../filter-bar/filtered-list.tsx'
import { QuickFilters } from '../filter-bar/quick-filters.tsx'
import type { PageFilter } from '../filter-bar/use-filter.ts'
import { useItems, useWholeList } from '../paged.tsx'
import { countText } from '../ui/count-text.ts'
import { Page } from '../ui/page.tsx'
import { type DefinitionList, DefinitionTable, type Listed } from './definition-table.tsx'

type Props<T extends Listed> = {
  list: DefinitionList<T>
  filter: PageFilter
  query: UseInfiniteQueryResult<InfiniteData<{ items: T[]; total: number }>>
  filterLabel: string
  quickFilters: Record<string, string>
  actions: ReactNode
  /** In place of the list while there are no definitions of the kind. */
  none: ReactNode
}

/** The page of all jobs, flows or pipelines. */
export function DefinitionsPage<T extends Listed>({ list, filter, query, filterLabel, quickFilters, actions, none }: Props<T>) {
  useWholeList(query)
  const items = useItems(query.data)
  const total = query.data?.pages[0]?.total ?? 0
  const { title, nouns } = list
  return (
    <Page
      title={title}
      toolbar={
        (total > 0 || filter.text !== '') && (
          <>
            <FilterBar filter={filter} label={filterLabel} />
            <QuickFilters filter={filter} tokens={quickFilters} />
          </>
        )
      }
      actions={actions}
    >
      <FilteredList filter={filter} query={query} nouns={nouns} count={items.length} total={total} none={null}>
        {(empty) =>
          total === 0 ? (
            none
          ) : (
            <DefinitionTable
              list={list}
              items={items}
              scope={filter.applied ?? ''}
              empty={empty}
              footer={countText(items.length, nouns, { total, isPart: query.hasNextPage })}
            />
          )
        }
      </FilteredList>
    </Page>
  )
}
