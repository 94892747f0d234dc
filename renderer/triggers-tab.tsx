import { CalendarPlus, Zap } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link, useLocation } from 'wouter'
import type { LinkedJob } from '../shared/model/overview.ts'
import { messageOf } from './api/client.ts'
import { definitionHref } from './definition/links.ts'
import { ScheduleList } from './features/schedules/schedule-list.tsx'
import { NewSchedulePanel, SchedulePanel } from './features/schedules/schedule-panel.tsx'
import { TriggerList } from './features/triggers/trigger-list.tsx'
import { NewTriggerPanel, TriggerPanel } from './features/triggers/trigger-panel.tsx'
import { useOverview } from './overview/use-overview.ts'
import type { Started } from './started/started.ts'
import { buttonClass } from './ui/button.tsx'
import { Empty } from './ui/empty.tsx'
import { Name } from './ui/name.tsx'
import { SidePanel } from './ui/panel/side-panel.tsx'
import { type Peek, usePeek } from './ui/panel/use-peek.ts'
import { Problem } from './ui/problem.tsx'
import { SkeletonRows } from './ui/skeleton.tsx'
import { triggersWords as words } from './words.ts'

/** The schedules and triggers of a job; the panel beside them has the form of one. */
export function TriggersOfJob({ job }: { job: Started }) {
  const peek = usePeek()
  return (
    <Tab peek={peek} startedOf={() => job}>
      <Lists job={job} />
    </Tab>
  )
}

type OfJobs = Started & { kind: 'flow' | 'pipeline' }

/** The jobs that run a flow or a pipeline, with their schedules and triggers. The first one makes such a job. */
export function TriggersOfJobs({ of }: { of: OfJobs }) {
  const peek = usePeek()
  const query = useOverview({ kind: of.kind, ref: of.id }, 30)
  const jobs = query.data?.usedBy
  const startedOf = (id: string | null): Started => {
    const job = jobs?.find((each) => each.id === id)
    return job ? { kind: 'job', id: job.id, name: job.name } : of
  }
  return (
    <Tab peek={peek} startedOf={startedOf}>
      {jobs ? (
        jobs.length === 0 ? (
          <NoJobs of={of} />
        ) : (
          jobs.map((job) => <OfJob key={job.id} job={job} />)
        )
      ) : query.isError ? (
        <Problem message={messageOf(query.error)} retry={() => void query.refetch()} />
      ) : (
        <SkeletonRows rows={4} />
      )}
    </Tab>
  )
}

const OfJob = ({ job }: { job: LinkedJob }) => (
  <section aria-label={words.job(job.name)} className="mb-6">
    <h2 className="mb-2 flex min-w-0 items-baseline gap-2 font-semibold">
      <Link href={definitionHref('job', job.id)} className="flex min-w-0 hover:underline">
        <Name>{words.job(job.name)}</Name>
      </Link>
      {!job.enabled && <span className="text-sm font-normal text-warn">{words.disabled}</span>}
    </h2>
    <Lists job={{ kind: 'job', id: job.id, name: job.name }} />
  </section>
)

function NoJobs({ of }: { of: OfJobs }) {
  const hrefOf = useHrefOf()
  return (
    <Empty
      title={words.none}
      action={
        <>
          <Link href={hrefOf(panelOf.newSchedule())} className={buttonClass()}>
            <CalendarPlus aria-hidden="true" className="size-3.5" />
            {words.addSchedule}
          </Link>
          <Link href={hrefOf(panelOf.newTrigger())} className={buttonClass()}>
            <Zap aria-hidden="true" className="size-3.5" />
            {words.addTrigger}
          </Link>
        </>
      }
    >
      {words.noneText(of.kind, of.name)}
    </Empty>
  )
}

function Lists({ job }: { job: Started }) {
  const hrefOf = useHrefOf()
  return (
    <>
      <ScheduleList jobId={job.id} newHref={hrefOf(panelOf.newSchedule(job.id))} hrefOf={(id) => hrefOf(panelOf.schedule(id))} />
      <TriggerList jobId={job.id} newHref={hrefOf(panelOf.newTrigger(job.id))} hrefOf={(id) => hrefOf(panelOf.trigger(id))} />
    </>
  )
}

/** The address of this tab with something in its panel. */
function useHrefOf(): (panel: string) => string {
  const [path] = useLocation()
  return (panel) => `${path}?${new URLSearchParams({ tab: 'triggers', peek: panel })}`
}

/** What the panel shows, as the address names it. */
const panelOf = {
  schedule: (id: string) => `schedule:${id}`,
  trigger: (id: string) => `trigger:${id}`,
  newSchedule: (job = '') => `new-schedule:${job}`,
  newTrigger: (job = '') => `new-trigger:${job}`,
}

type TabProps = { peek: Peek; startedOf(job: string | null): Started; children: ReactNode }

function Tab({ peek, startedOf, children }: TabProps) {
  return (
    <>
      <div className="min-h-0 flex-1 overflow-auto p-4">
        <div className="max-w-3xl">{children}</div>
      </div>
      {peek.id !== null && (
        <SidePanel key={peek.id} onClose={peek.close}>
          <Opened id={peek.id} peek={peek} startedOf={startedOf} />
        </SidePanel>
      )}
    </>
  )
}

function Opened({ id, peek, startedOf }: Omit<TabProps, 'children'> & { id: string }) {
  const [what, of = ''] = id.split(':')
  const started = startedOf(of === '' ? null : of)
  const onAdded = (trigger: { id: string; on: { kind: string } }) =>
    // The URL of a webhook is needed next.
    trigger.on.kind === 'webhook' ? peek.show(panelOf.trigger(trigger.id)) : peek.close()
  switch (what) {
    case 'schedule':
      return <SchedulePanel id={of} started={started} onClose={peek.close} />
    case 'trigger':
      return <TriggerPanel id={of} started={started} onClose={peek.close} onAdded={onAdded} />
    case 'new-schedule':
      return <NewSchedulePanel started={started} onClose={peek.close} />
    case 'new-trigger':
      return <NewTriggerPanel started={started} onClose={peek.close} onAdded={onAdded} />
    default:
      return null
  }
}
