import { type ReactNode, useCallback } from 'react'
import { useLocation } from 'wouter'
import type { JobSummary } from '../../../shared/model/run.ts'
import { useFavoriteTest } from '../../favorites/favorites.ts'
import { lastRunText } from '../../last-run.tsx'
import { useFolders } from '../../organize/use-folders.tsx'
import { useOrganize } from '../../organize/use-organize.tsx'
import { useTableLayout } from '../../table-layout.ts'
import { Table } from '../../ui/table/table.tsx'
import { instant } from '../../ui/time.tsx'
import { renameJob } from './actions.ts'
import { bulkActionsOf } from './bulk-actions.ts'
import { jobColumns, whenText } from './job-columns.tsx'
import { JobPeek } from './job-peek.tsx'
import { actionsOf } from './row-actions.ts'
import { words } from './words.ts'

const byName = { column: 'name', isDescending: false }
/** For "Stop" or "Run", and the menu. */
const actionsWidth = 92

type Props = { jobs: JobSummary[]; scope: string; empty: ReactNode; footer: string }

export function JobTable({ jobs, scope, empty, footer }: Props) {
  const [, go] = useLocation()
  const isMarked = useFavoriteTest()
  const organize = useOrganize('job')
  const { folders, dialog } = useFolders<JobSummary>('job', scope)
  const isFavorite = ({ id }: JobSummary) => isMarked({ kind: 'job', id })
  const actions = (job: JobSummary) => actionsOf(job, { go, isFavorite: isFavorite(job), organizing: organize.actionsFor([job]) })
  return (
    <>
      <Table
        label={words.jobs}
        nouns={words.nouns}
        columns={jobColumns}
        items={jobs}
        keyOf={idOf}
        nameOf={nameOf}
        sentenceOf={(job) => sentenceOf(job, isFavorite(job))}
        onOpen={useCallback(({ id }: JobSummary) => go(`/jobs/${id}`), [go])}
        more={null}
        usualSort={byName}
        layout={useTableLayout('jobs')}
        actionsOf={actions}
        actionsWidth={actionsWidth}
        bulkOf={(items) => bulkActionsOf(items, [...organize.actionsFor(items, true), organize.favoriteAll(items)])}
        folders={folders}
        scope={scope}
        rename={renameJob}
        peek={{ idOf, contentOf: (_, job) => job && <JobPeek job={job} actions={actions(job)} /> }}
        empty={empty}
        footer={footer}
      />
      {organize.dialog}
      {dialog}
    </>
  )
}

const idOf = ({ id }: JobSummary): string => id
const nameOf = ({ name }: JobSummary): string => name

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
