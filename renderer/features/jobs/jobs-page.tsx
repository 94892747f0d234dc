import { useInfiniteQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { Link } from 'wouter'
import { limits } from '../../../shared/model/limits.ts'
import { api } from '../../api/client.ts'
import { FilterBar } from '../../filter-bar/filter-bar.tsx'
import { FilteredList } from '../../filter-bar/filtered-list.tsx'
import { QuickFilters } from '../../filter-bar/quick-filters.tsx'
import { useFilter } from '../../filter-bar/use-filter.ts'
import { paged, searched, useItems, useWholeList } from '../../paged.tsx'
import { buttonClass } from '../../ui/button.tsx'
import { countText } from '../../ui/count-text.ts'
import { Empty } from '../../ui/empty.tsx'
import { Page } from '../../ui/page.tsx'
import { JobTable } from './job-table.tsx'

const nouns = ['job', 'jobs'] as const
const quickFilters = { Failing: 'failing:yes', Paused: 'paused:yes', Disabled: 'disabled:yes', Favorites: 'favorite:yes' }

export function JobsPage() {
  const filter = useFilter('jobs')
  const q = filter.applied
  const query = useInfiniteQuery({
    ...api.jobs.list.infiniteOptions(paged(searched(q ?? ''), limits.pageSize)),
    enabled: q !== null,
  })
  useWholeList(query)
  const jobs = useItems(query.data)
  const total = query.data?.pages[0]?.total ?? 0

  return (
    <Page
      title="Jobs"
      toolbar={
        (total > 0 || filter.text !== '') && (
          <>
            <FilterBar filter={filter} label="Filter jobs" />
            <QuickFilters filter={filter} tokens={quickFilters} />
          </>
        )
      }
      actions={
        <>
          <Link href="/import" className={buttonClass('quiet')}>
            Import
          </Link>
          <Link href="/jobs/new" className={buttonClass('primary')}>
            <Plus aria-hidden="true" className="size-4" />
            New job
          </Link>
        </>
      }
    >
      <FilteredList
        filter={filter}
        query={query}
        nouns={nouns}
        count={jobs.length}
        total={total}
        none={total === 0 ? <NoJobs /> : null}
      >
        <JobTable jobs={jobs} scope={q ?? ''} footer={countText(jobs.length, nouns, { total, isPart: query.hasNextPage })} />
      </FilteredList>
    </Page>
  )
}

function NoJobs() {
  return (
    <Empty
      title="No jobs yet"
      action={
        <span className="flex gap-2">
          <Link href="/jobs/new" className={buttonClass('primary')}>
            <Plus aria-hidden="true" className="size-4" />
            New job
          </Link>
          <Link href="/import" className={buttonClass()}>
            Import from cron or systemd
          </Link>
        </span>
      }
    >
      A job is a script or a command with a name. LocalFlow runs it, keeps its output and its history, and tells you when it
      fails.
    </Empty>
  )
}
