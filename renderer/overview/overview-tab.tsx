import type { ReactNode } from 'react'
import type { DefinitionRef, Overview } from '../../shared/model/overview.ts'
import { messageOf } from '../api/client.ts'
import { definitionHref } from '../definition/links.ts'
import { Notes } from '../notes/notes.tsx'
import { OrganizedPart } from '../organize/organized-part.tsx'
import { Empty } from '../ui/empty.tsx'
import { Problem } from '../ui/problem.tsx'
import { SkeletonRows } from '../ui/skeleton.tsx'
import { Activity } from './activity/activity.tsx'
import { Dots } from './dots.tsx'
import { Figures } from './figures.tsx'
import { HeatMap } from './heat-map.tsx'
import { Failures, LastRuns } from './run-lines.tsx'
import { RunTable } from './run-table.tsx'
import { useOverview, usePeriod } from './use-overview.ts'
import { words } from './words.ts'

type Props = {
  kind: DefinitionRef['kind']
  id: string
  /** Shown while it never ran, such as a button that runs it. */
  firstStep: ReactNode
  /** Beside the runs: what starts it, and what it is made of. */
  side(overview: Overview): ReactNode
}

/** How a job, flow or pipeline is doing: outcomes and durations over time, failures, the newest runs. */
export function OverviewTab({ kind, id, firstStep, side }: Props) {
  const [days, setDays] = usePeriod()
  const query = useOverview({ kind, ref: id }, days)
  const overview = query.data
  if (!overview)
    return query.isError ? (
      <Problem message={words.unreadable(messageOf(query.error))} retry={() => void query.refetch()} />
    ) : (
      <SkeletonRows rows={8} />
    )
  const neverRan = overview.recent.length === 0
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_300px] gap-x-6 gap-y-4 p-4 max-[960px]:grid-cols-[minmax(0,1fr)_240px] max-[640px]:grid-cols-1">
      <div className="grid min-w-0 content-start gap-4">
        {neverRan ? (
          <Empty title={words.none} action={firstStep}>
            {words.noneText[kind]}
          </Empty>
        ) : (
          <>
            <Figures overview={overview} days={days} onDays={setDays} />
            {overview.runs.length === 0 ? (
              <p className="text-ink-3">{words.noneInDays(days)}</p>
            ) : (
              <>
                <Dots overview={overview} />
                <RunTable runs={overview.runs} />
              </>
            )}
            {overview.runs.length > 0 && <Failures runs={overview.failures} days={days} />}
            <LastRuns runs={overview.recent} all={definitionHref(kind, id, 'runs')} />
          </>
        )}
        <HeatMap kind={kind} id={id} />
        <Activity kind={kind} id={id} />
      </div>
      <div className="grid min-w-0 content-start gap-4">
        {side(overview)}
        <Notes kind={kind} id={id} isPart />
        <OrganizedPart kind={kind} id={id} />
      </div>
    </div>
  )
}
