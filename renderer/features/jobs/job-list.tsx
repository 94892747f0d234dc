import type { JobSummary } from '../../../shared/model/run.ts'
import type { DefinitionList } from '../../definition/definition-table.tsx'
import { lastRunText } from '../../last-run.tsx'
import { instant } from '../../ui/time.tsx'
import { renameJob } from './actions.ts'
import { bulkActionsOf } from './bulk-actions.ts'
import { jobColumns, whenText } from './job-columns.tsx'
import { JobPeek } from './job-peek.tsx'
import { actionsOf } from './row-actions.ts'
import { words } from './words.ts'

export const jobList: DefinitionList<JobSummary> = {
  ...{ kind: 'job', title: words.jobs, nouns: words.nouns, columns: jobColumns },
  actionsWidth: 92,
  sentenceOf,
  actionsOf,
  bulkOf: bulkActionsOf,
  rename: renameJob,
  Peek: ({ item, actions }) => <JobPeek job={item} actions={actions} />,
}

function sentenceOf(job: JobSummary, isFavorite: boolean): string {
  const { name, enabled, schedule, lastRuns } = job
  const next = enabled && schedule?.nextAt ? words.row.next(instant(schedule.nextAt)) : null
  const parts = [
    name,
    isFavorite ? words.row.favorite : null,
    enabled ? null : words.row.disabled,
    whenText(job) ?? words.row.manual,
    next,
    lastRunText(lastRuns),
  ]
  return parts.filter((part) => part !== null).join(', ')
}
