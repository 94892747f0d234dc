import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { Link } from 'wouter'
import type { SystemInfo } from '../../../shared/contract/system.ts'
import { messageOf } from '../../api/client.ts'
import { QueueWait } from '../../queue-wait.tsx'
import { buttonClass } from '../../ui/button.tsx'
import { HoldsStill } from '../../ui/holds-still.tsx'
import { Page } from '../../ui/page.tsx'
import { Problem } from '../../ui/problem.tsx'
import { ActivityChart } from './activity-chart.tsx'
import { Approvals } from './approvals.tsx'
import { Attention } from './attention.tsx'
import { Away } from './away.tsx'
import { FirstSteps, FirstStepsLeft } from './first-steps.tsx'
import { HomeSkeleton } from './home-skeleton.tsx'
import { queries, useHome, useMinute } from './queries.ts'
import { Recent } from './recent.tsx'
import { Running, Waiting } from './running.tsx'
import { Slow } from './slow.tsx'
import { Upcoming } from './upcoming.tsx'
import { words } from './words.ts'

const newJob = (
  <Link href="/jobs/new" className={buttonClass('primary')}>
    <Plus aria-hidden="true" className="size-4" />
    {words.newJob}
  </Link>
)

/** There is no definition of anything, nothing runs, and nothing failed. */
const isFirstUse = (info: SystemInfo | undefined): boolean =>
  info !== undefined && info.jobs + info.flows + info.pipelines + info.running + info.waiting + info.alerts === 0

/** What is wrong, what happens now, and what comes next. */
export function HomePage() {
  const minute = useMinute()
  const { data: info } = useQuery(queries.info())
  const { isReady, error, retry } = useHome(minute)
  return (
    <Page title={words.title} actions={newJob}>
      {error && <Problem message={words.noRead(messageOf(error))} retry={retry} />}
      {isFirstUse(info) ? (
        <FirstSteps />
      ) : (
        <div className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)_340px] content-start gap-6 overflow-auto p-4 max-[1100px]:grid-cols-[minmax(0,1fr)_280px] max-[960px]:gap-4 max-[760px]:grid-cols-[minmax(0,1fr)]">
          {isReady ? <Parts info={info} minute={minute} /> : <HomeSkeleton />}
        </div>
      )}
    </Page>
  )
}

const column = 'flex min-w-0 flex-col gap-6'

const Parts = ({ info, minute }: { info: SystemInfo | undefined; minute: number }) => (
  <>
    <HoldsStill className={column}>
      <Away minute={minute} />
      <Approvals />
      <Attention />
      <ActivityChart />
      <Recent />
    </HoldsStill>
    <HoldsStill className={column}>
      <QueueWait className="rounded-md bg-warn-bg px-3 py-2" />
      <Running running={info?.running ?? 0} queued={info?.queued ?? 0} />
      <Waiting count={info?.waiting ?? 0} />
      <Upcoming from={minute} />
      <Slow />
      <FirstStepsLeft />
    </HoldsStill>
  </>
)
