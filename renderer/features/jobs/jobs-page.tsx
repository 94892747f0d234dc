import { useInfiniteQuery } from '@tanstack/react-query'
import { Plus, Upload } from 'lucide-react'
import { Link } from 'wouter'
import { api } from '../../api/client.ts'
import { DefinitionsPage } from '../../definition/definitions-page.tsx'
import { useFilter } from '../../filter-bar/use-filter.ts'
import { pagedWhole, searched } from '../../paged.tsx'
import { useNewFromTemplate } from '../../templates/use-new-from-template.ts'
import { buttonClass } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { HeaderActions } from '../../ui/header-actions.tsx'
import { jobList } from './job-list.tsx'
import { words } from './words.ts'

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

  return (
    <DefinitionsPage
      list={jobList}
      filter={filter}
      query={query}
      filterLabel={words.filter}
      quickFilters={quickFilters}
      none={<NoJobs />}
      actions={
        <>
          <Link href="/import" className={buttonClass('quiet')}>
            <Upload aria-hidden="true" className="size-3.5" />
            {words.import}
          </Link>
          <Link href="/jobs/new" className={buttonClass('primary')}>
            <Plus aria-hidden="true" className="size-4" />
            {words.newJob}
          </Link>
          <HeaderActions buttons={[]} menu={[fromTemplate]} />
        </>
      }
    />
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
