import type { FlowSummary } from '../../../shared/model/flow.ts'
import { FavoriteMark } from '../../favorites/favorite-star.tsx'
import { LastRun, lastRunAt } from '../../last-run.tsx'
import { NameLink, NameNote } from '../../name-link.tsx'
import { RunStrip } from '../../run-status.tsx'
import type { Column } from '../../ui/table/columns.ts'
import { Ago } from '../../ui/time.tsx'

export const flowColumns: Column<FlowSummary>[] = [
  { id: 'name', name: 'Flow', width: 200, isMain: true, sortBy: ({ name }) => name, cell: (flow) => <Name flow={flow} /> },
  {
    ...{ id: 'version', name: 'Version', width: 136, rank: 2 },
    sortBy: ({ version }) => version,
    cell: ({ version, hasDraft }) => (
      <span className="text-ink-2">
        {version ?? 'Not published'}
        {version !== null && hasDraft && <span className="text-ink-3"> and a draft</span>}
      </span>
    ),
  },
  { id: 'strip', name: 'Last 20 runs', width: 124, rank: 3, cell: ({ lastRuns }) => <RunStrip runs={lastRuns} /> },
  {
    ...{ id: 'last', name: 'Last run', width: 184, rank: 1 },
    sortBy: ({ lastRuns }) => lastRunAt(lastRuns),
    cell: ({ lastRuns }) => <LastRun runs={lastRuns} />,
  },
  {
    ...{ id: 'changed', name: 'Changed', width: 112, rank: 4, isOptional: true },
    sortBy: ({ updatedAt }) => updatedAt,
    cell: ({ updatedAt }) => (
      <span className="text-ink-2">
        <Ago at={updatedAt} />
      </span>
    ),
  },
]

const Name = ({ flow: { id, name, description } }: { flow: FlowSummary }) => (
  <NameLink href={`/flows/${id}`} name={name}>
    <FavoriteMark kind="flow" id={id} />
    <NameNote>{description}</NameNote>
  </NameLink>
)
