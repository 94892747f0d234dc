import { Link, useSearchParams } from 'wouter'
import { FilterBar } from '../../filter-bar/filter-bar.tsx'
import { FilteredList } from '../../filter-bar/filtered-list.tsx'
import { QuickFilters } from '../../filter-bar/quick-filters.tsx'
import { useFilter, withAnswer } from '../../filter-bar/use-filter.ts'
import { useViewColumns } from '../../saved-views/view-columns.ts'
import { buttonClass } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Page } from '../../ui/page.tsx'
import { BulkMenu } from './bulk-menu.tsx'
import { ExportLine, useExport } from './export-line.tsx'
import { useAsList } from './list-position.ts'
import { OperationLines } from './operation-lines.tsx'
import { needsDetails, runSortOf } from './run-columns.tsx'
import { RunList } from './run-list.tsx'
import { SearchLink } from './search/search-link.tsx'
import { SearchEmpty, SearchLine } from './search-state.tsx'
import { useOldFilters } from './use-old-filters.ts'
import { useRunPages } from './use-run-pages.ts'
import { nouns, listWords as words } from './words/list.ts'

const { failed, running, waiting, today, withinFlows } = words.quickFilters
const quickFilters = {
  [failed]: 'status:failed',
  [running]: 'status:running',
  [waiting]: 'status:waiting',
  [today]: 'started:today',
  [withinFlows]: 'parent:any',
}

/** The filter lives in the address, so that a view can be kept and sent. */
export function RunsPage() {
  useOldFilters()
  const typed = useFilter('runs')
  const q = typed.applied
  const [params] = useSearchParams()
  const sort = runSortOf(params.get('sort'))
  const { query, runs, search } = useRunPages(q, sort, needsDetails(useViewColumns('runs').value))
  const exported = useExport({ q: q ?? '', sort })
  useAsList(q === null ? null : { q, sort })
  const isNone = q === '' && runs.length === 0 && search === null
  const filter = withAnswer(typed, query.error)

  return (
    <Page
      title={words.title}
      actions={q !== null && !isNone && <BulkMenu q={q} exporting={exported.start} />}
      toolbar={
        <>
          <FilterBar filter={filter} label={words.filter} />
          <QuickFilters filter={filter} tokens={quickFilters} />
          <SearchLink q={typed.text} />
        </>
      }
    >
      <OperationLines />
      <ExportLine {...exported} />
      <FilteredList
        filter={filter}
        query={query}
        nouns={nouns}
        count={runs.length}
        none={search && <SearchEmpty search={search} />}
      >
        {(empty) =>
          isNone ? (
            <NoRuns />
          ) : (
            <>
              <RunList
                runs={runs}
                empty={empty}
                more={
                  query.hasNextPage && runs.length > 0 ? () => void (query.isFetchingNextPage || query.fetchNextPage()) : null
                }
                q={q ?? ''}
                isNewestFirst={sort === '-started'}
              />
              {search && runs.length > 0 && <SearchLine search={search} />}
            </>
          )
        }
      </FilteredList>
    </Page>
  )
}

function NoRuns() {
  return (
    <Empty
      title={words.none}
      action={
        <Link href="/jobs" className={buttonClass('primary')}>
          {words.goToJobs}
        </Link>
      }
    >
      {words.noneHint(<code className="font-mono text-sm">{words.command}</code>)}
    </Empty>
  )
}
