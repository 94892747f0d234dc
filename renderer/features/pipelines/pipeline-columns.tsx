import type { PipelineSummary } from '../../../shared/model/pipeline.ts'
import { FavoriteMark } from '../../favorites/favorite-star.tsx'
import { LastRun, lastRunAt } from '../../last-run.tsx'
import { NameLink, NameNote } from '../../name-link.tsx'
import { RunStrip } from '../../run-status.tsx'
import type { Column } from '../../ui/table/columns.ts'
import { Ago } from '../../ui/time.tsx'

export const pipelineColumns: Column<PipelineSummary>[] = [
  {
    ...{ id: 'name', name: 'Pipeline', width: 200, isMain: true, sortBy: ({ name }: PipelineSummary) => name },
    cell: (pipeline) => <Name pipeline={pipeline} />,
  },
  {
    ...{ id: 'steps', name: 'Steps', width: 80, rank: 2 },
    sortBy: ({ steps }) => steps,
    cell: ({ steps }) => <span className="text-ink-2">{steps ?? <span className="text-bad">Invalid</span>}</span>,
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

const Name = ({ pipeline: { id, name, path } }: { pipeline: PipelineSummary }) => (
  <NameLink href={`/pipelines/${id}`} name={name}>
    <FavoriteMark kind="pipeline" id={id} />
    {path !== null && <NameNote isCode>{path}</NameNote>}
  </NameLink>
)
