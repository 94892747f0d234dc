import { useSearchParams } from 'wouter'
import { FilterBar } from '../../filter-bar/filter-bar.tsx'
import { FilteredList } from '../../filter-bar/filtered-list.tsx'
import { QuickFilters } from '../../filter-bar/quick-filters.tsx'
import { useFilter, withAnswer } from '../../filter-bar/use-filter.ts'
import { filterOfRuns } from '../../runs-of.ts'
import { useViewColumns } from '../../saved-views/view-columns.ts'
import { Empty } from '../../ui/empty.tsx'
import { BulkMenu } from './bulk-menu.tsx'
import { ExportLine, useExport } from './export-line.tsx'
import { useAsList } from './list-position.ts'
import { needsDetails, runSortOf } from './run-columns.tsx'
import { RunList } from './run-list.tsx'
import { SearchEmpty, SearchLine } from './search-state.tsx'
import { useRunPages } from './use-run-pages.ts'
import { nouns, listWords as words } from './words/list.ts'

const { failed, running, today } = words.quickFilters
const quickFilters = { [failed]: 'status:failed', [running]: 'status:running', [today]: 'started:today' }

/** The runs of one definition, as on the page of all runs; what the person filters by is added to its name. */
export function RunsOf({ kind, name }: { kind: 'job' | 'flow' | 'pipeline'; name: string }) {
  const typed = useFilter('runs')
  const q = typed.applied === null ? null : filterOfRuns(kind, name, typed.applied)
  const [params] = useSearchParams()
  const sort = runSortOf(params.get('sort'))
  const { query, runs, search } = useRunPages(q, sort, needsDetails(useViewColumns('runs').value))
  const exported = useExport({ q: q ?? '', sort })
  useAsList(q === null ? null : { q, sort })
  const filter = withAnswer(typed, query.error)
  const isNone = typed.applied === '' && search === null
  return (
    <>
      <div className="flex h-9 shrink-0 items-center gap-2 overflow-x-auto border-b border-rule px-4">
        <FilterBar filter={filter} label={words.filter} />
        <QuickFilters filter={filter} tokens={quickFilters} />
        {q !== null && <BulkMenu q={q} exporting={exported.start} />}
      </div>
      <ExportLine {...exported} />
      <FilteredList
        filter={filter}
        query={query}
        nouns={nouns}
        count={runs.length}
        none={search ? <SearchEmpty search={search} /> : isNone ? <Empty title={words.none}>{words.noneOf[kind]}</Empty> : null}
      >
        {(empty) => (
          <>
            <RunList
              runs={runs}
              empty={empty}
              more={query.hasNextPage && runs.length > 0 ? () => void (query.isFetchingNextPage || query.fetchNextPage()) : null}
              q={q ?? ''}
              isNewestFirst={sort === '-started'}
            />
            {search && runs.length > 0 && <SearchLine search={search} />}
          </>
        )}
      </FilteredList>
    </>
  )
}
