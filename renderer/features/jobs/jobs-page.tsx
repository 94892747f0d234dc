import { useInfiniteQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'wouter'
import { api } from '../../api/client.ts'
import { Loaded, paged, searched, useItems } from '../../paged.tsx'
import { Button, buttonClass } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Page } from '../../ui/page.tsx'
import { Search } from '../../ui/search.tsx'
import { useDebounced } from '../../ui/use-debounced.ts'
import { JobTable } from './job-table.tsx'

export function JobsPage() {
  const [search, setSearch] = useState('')
  const q = useDebounced(search.trim())
  const query = useInfiniteQuery(api.jobs.list.infiniteOptions(paged(searched(q))))
  const jobs = useItems(query.data)
  const total = query.data?.pages[0]?.total ?? 0

  return (
    <Page
      title="Jobs"
      toolbar={total > 0 && <Search label="Search jobs" value={search} onChange={setSearch} />}
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
      <Loaded query={query} what="jobs">
        {total === 0 ? (
          <NoJobs />
        ) : jobs.length === 0 ? (
          <Empty title={`No job matches "${q}"`} action={<Button onClick={() => setSearch('')}>Show all {total}</Button>} />
        ) : (
          <div className="min-h-0 flex-1 overflow-auto">
            <JobTable jobs={jobs} />
            {query.hasNextPage && (
              <div className="p-3 text-center">
                <Button onClick={() => void query.fetchNextPage()}>Show more</Button>
              </div>
            )}
          </div>
        )}
      </Loaded>
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
