import type { PipelineSummary } from '../shared/model/pipeline.ts'
import { LastRun, lastRunAt } from './last-run.tsx'
import { RunStrip } from './run-status.tsx'
import type { Column } from './ui/table/columns.ts'
import { Ago } from './ui/time.tsx'
import { listWords } from './words.ts'

type Definition = Pick<PipelineSummary, 'lastRuns' | 'updatedAt'>

/** What the lists of flows and pipelines say alike: the newest runs, and when the definition changed. */
export const definitionColumns = <T extends Definition>(): Column<T>[] => [
  { id: 'strip', name: listWords.lastRuns, width: 124, rank: 3, cell: ({ lastRuns }) => <RunStrip runs={lastRuns} /> },
  {
    ...{ id: 'last', name: listWords.lastRun, width: 184, rank: 1 },
    sortBy: ({ lastRuns }) => lastRunAt(lastRuns),
    cell: ({ lastRuns }) => <LastRun runs={lastRuns} />,
  },
  {
    ...{ id: 'changed', name: listWords.changed, width: 112, rank: 4, isOptional: true },
    sortBy: ({ updatedAt }) => updatedAt,
    cell: ({ updatedAt }) => (
      <span className="text-ink-2">
        <Ago at={updatedAt} />
      </span>
    ),
  },
]
