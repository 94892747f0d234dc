import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { Link } from 'wouter'
import type { SystemInfo } from '../../../shared/contract/system.ts'
import { api } from '../../api/client.ts'
import { buttonClass } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Page } from '../../ui/page.tsx'
import { useNow } from '../../ui/time.tsx'
import { Approvals } from './approvals.tsx'
import { Attention } from './attention.tsx'
import { Away } from './away.tsx'
import { Running } from './running.tsx'
import { Upcoming } from './upcoming.tsx'

const dayMs = 86_400_000

const newJob = (
  <Link href="/jobs/new" className={buttonClass('primary')}>
    <Plus aria-hidden="true" className="size-4" />
    New job
  </Link>
)

/** There is no definition of anything, nothing runs, and nothing failed. */
const isFirstUse = (info: SystemInfo | undefined): boolean =>
  info !== undefined && info.jobs + info.flows + info.pipelines + info.running + info.waiting + info.alerts === 0

/** What is going on, what went wrong and what is next. */
export function HomePage() {
  const { data: info } = useQuery(api.system.info.queryOptions())
  const minute = Math.floor(useNow(30_000) / 60_000) * 60_000
  const { data: away } = useQuery(
    api.schedules.away.queryOptions({ input: { since: minute - dayMs, limit: 200 }, placeholderData: keepPreviousData }),
  )
  return (
    <Page title="Home" actions={newJob}>
      {isFirstUse(info) ? (
        <Empty title="Nothing here yet" action={newJob}>
          Make a job of a script or a command, and give it a schedule; or chain scripts in a flow or a pipeline. Here you see what
          runs, what failed and what is next.
        </Empty>
      ) : (
        <div className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)_300px] gap-6 overflow-auto p-4 max-[960px]:grid-cols-[minmax(0,1fr)_240px] max-[960px]:gap-4 max-[760px]:grid-cols-[minmax(0,1fr)]">
          <div className="flex min-w-0 flex-col gap-6">
            {away && <Away occurrences={away.occurrences} absences={away.absences} waited={away.waited} />}
            <Approvals />
            <Attention />
            <Running queued={info?.queued ?? 0} waiting={info?.waiting ?? 0} />
          </div>
          <Upcoming from={minute} to={minute + dayMs} />
        </div>
      )}
    </Page>
  )
}
