import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { api } from '../../api/client.ts'
import { FilterBar } from '../../filter-bar/filter-bar.tsx'
import { FilteredList } from '../../filter-bar/filtered-list.tsx'
import { QuickFilters } from '../../filter-bar/quick-filters.tsx'
import { useFilter, withAnswer } from '../../filter-bar/use-filter.ts'
import { paged, useItems } from '../../paged.tsx'
import { buttonClass } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Page } from '../../ui/page.tsx'
import { BulkMenu } from './bulk-menu.tsx'
import { RunList } from './run-list.tsx'
import { useOldFilters } from './use-old-filters.ts'

const quickFilters = {
  Failed: 'status:failed',
  Running: 'status:running',
  Waiting: 'status:waiting',
  Today: 'started:today',
  'Within flows': 'parent:any',
}

/** The filter lives in the address, so that a view can be kept and sent. */
export function RunsPage() {
  useOldFilters()
  const typed = useFilter('runs')
  const q = typed.applied
  const query = useInfiniteQuery({ ...api.runs.list.infiniteOptions(paged({ q: q ?? '' })), enabled: q !== null })
  const runs = useItems(query.data)
  const filter = withAnswer(typed, query.error)

  return (
    <Page
      title="Runs"
      actions={q !== null && runs.length > 0 && <BulkMenu q={q} />}
      toolbar={
        <>
          <FilterBar filter={filter} label="Filter runs" />
          <QuickFilters filter={filter} tokens={quickFilters} />
        </>
      }
    >
      <FilteredList filter={filter} query={query} nouns={['run', 'runs']} count={runs.length} none={q === '' ? <NoRuns /> : null}>
        <RunList
          runs={runs}
          more={query.hasNextPage ? () => void (query.isFetchingNextPage || query.fetchNextPage()) : null}
          q={q ?? ''}
        />
      </FilteredList>
    </Page>
  )
}

function NoRuns() {
  return (
    <Empty
      title="No runs yet"
      action={
        <Link href="/jobs" className={buttonClass('primary')}>
          Go to jobs
        </Link>
      }
    >
      Run a job, or any command with <code className="font-mono text-sm">lf exec -- COMMAND</code>: it is listed here with its
      output.
    </Empty>
  )
}
