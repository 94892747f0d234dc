import { useInfiniteQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { Link } from 'wouter'
import { api } from '../../api/client.ts'
import { FilterBar } from '../../filter-bar/filter-bar.tsx'
import { FilteredList } from '../../filter-bar/filtered-list.tsx'
import { QuickFilters } from '../../filter-bar/quick-filters.tsx'
import { useFilter } from '../../filter-bar/use-filter.ts'
import { pagedWhole, searched, useItems, useWholeList } from '../../paged.tsx'
import { useNewFromTemplate } from '../../templates/use-new-from-template.ts'
import { buttonClass } from '../../ui/button.tsx'
import { countText } from '../../ui/count-text.ts'
import { Empty } from '../../ui/empty.tsx'
import { HeaderActions } from '../../ui/header-actions.tsx'
import { Page } from '../../ui/page.tsx'
import { JobTable } from './job-table.tsx'
import { words } from './words.ts'

const { nouns } = words
const quickFilters = {
  [words.quickFilters.failing]: 'failing:yes',
  [words.quickFilters.paused]: 'paused:yes',
  [words.quickFilters.disabled]: 'disabled:yes',
  [words.quickFilters.favorites]: 'favorite:yes',
}

export function JobsPage() {
  const filter = useFilter('jobs')
  const fromTemplate = useNewFromTemplate()
  const q = filter.applied
  const query = useInfiniteQuery({
    ...api.jobs.list.infiniteOptions(pagedWhole(searched(q ?? ''))),
    enabled: q !== null,
  })
  useWholeList(query)
  const jobs = useItems(query.data)
  const total = query.data?.pages[0]?.total ?? 0

  return (
    <Page
      title={words.jobs}
      toolbar={
        (total > 0 || filter.text !== '') && (
          <>
            <FilterBar filter={filter} label={words.filter} />
            <QuickFilters filter={filter} tokens={quickFilters} />
          </>
        )
      }
      actions={
        <>
          <Link href="/import" className={buttonClass('quiet')}>
            {words.import}
          </Link>
          <Link href="/jobs/new" className={buttonClass('primary')}>
            <Plus aria-hidden="true" className="size-4" />
            {words.newJob}
          </Link>
          <HeaderActions buttons={[]} menu={[fromTemplate]} />
        </>
      }
    >
      <FilteredList filter={filter} query={query} nouns={nouns} count={jobs.length} total={total} none={null}>
        {(empty) =>
          total === 0 ? (
            <NoJobs />
          ) : (
            <JobTable
              jobs={jobs}
              scope={q ?? ''}
              empty={empty}
              footer={countText(jobs.length, nouns, { total, isPart: query.hasNextPage })}
            />
          )
        }
      </FilteredList>
    </Page>
  )
}

function NoJobs() {
  return (
    <Empty
      title={words.none}
      action={
        <span className="flex gap-2">
          <Link href="/jobs/new" className={buttonClass('primary')}>
            <Plus aria-hidden="true" className="size-4" />
            {words.newJob}
          </Link>
          <Link href="/import" className={buttonClass()}>
            {words.importOwn}
          </Link>
        </span>
      }
    >
      {words.noneText}
    </Empty>
  )
}
