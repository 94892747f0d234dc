import type { JobSummary } from '../../../shared/model/run.ts'
import { FavoriteMark } from '../../favorites/favorite-star.tsx'
import { LastRun, lastRunAt } from '../../last-run.tsx'
import { NameLink, NameNote } from '../../name-link.tsx'
import { RunStrip } from '../../run-status.tsx'
import { cx } from '../../ui/class-names.ts'
import { Switch } from '../../ui/switch.tsx'
import type { Column } from '../../ui/table/columns.ts'
import { Ago, duration, Until } from '../../ui/time.tsx'
import { switchJob } from './actions.ts'

export const jobColumns: Column<JobSummary>[] = [
  { id: 'on', name: 'Enabled', width: 26, isBare: true, cell: (job) => <OnOff job={job} /> },
  { id: 'name', name: 'Job', width: 192, isMain: true, sortBy: ({ name }) => name, cell: (job) => <Name job={job} /> },
  {
    ...{ id: 'when', name: 'When', width: 208, rank: 5, title: (job: JobSummary) => whenText(job) ?? undefined },
    sortBy: whenText,
    cell: (job) => <span className="text-ink-2">{whenText(job) ?? <span className="text-ink-3">Manual</span>}</span>,
  },
  {
    ...{ id: 'next', name: 'Next run', width: 104, rank: 2 },
    sortBy: ({ enabled, schedule }) => (enabled ? (schedule?.nextAt ?? null) : null),
    cell: (job) => <NextRun job={job} />,
  },
  { id: 'strip', name: 'Last 20 runs', width: 124, rank: 6, cell: ({ lastRuns }) => <RunStrip runs={lastRuns} /> },
  {
    ...{ id: 'average', name: 'Average', width: 72, rank: 7, isRight: true, isRoomy: true },
    sortBy: ({ averageMs }) => averageMs,
    cell: ({ averageMs }) => <span className="text-ink-2">{averageMs === null ? '' : duration(averageMs)}</span>,
  },
  {
    ...{ id: 'last', name: 'Last run', width: 184, rank: 1 },
    sortBy: ({ lastRuns }) => lastRunAt(lastRuns),
    cell: ({ lastRuns }) => <LastRun runs={lastRuns} />,
  },
  {
    ...{ id: 'kind', name: 'Kind', width: 80, rank: 8, isOptional: true },
    sortBy: ({ kind }) => kind,
    cell: ({ kind }) => <span className="text-ink-2">{kinds[kind]}</span>,
  },
  {
    ...{ id: 'version', name: 'Version', width: 72, rank: 8, isOptional: true, isRight: true },
    sortBy: ({ version }) => version,
    cell: ({ version }) => <span className="text-ink-2">{version}</span>,
  },
  {
    ...{ id: 'changed', name: 'Changed', width: 112, rank: 8, isOptional: true },
    sortBy: ({ updatedAt }) => updatedAt,
    cell: ({ updatedAt }) => (
      <span className="text-ink-2">
        <Ago at={updatedAt} />
      </span>
    ),
  },
]

const kinds: Record<JobSummary['kind'], string> = {
  script: 'Script',
  command: 'Command',
  http: 'Request',
  builtin: 'Built-in',
  flow: 'Flow',
}

const OnOff = ({ job }: { job: JobSummary }) => (
  <Switch
    checked={job.enabled}
    label={`${job.name} is ${job.enabled ? 'on' : 'off'}`}
    onChange={(enabled) => void switchJob(job, enabled)}
  />
)

const Name = ({ job: { id, name, enabled, preview } }: { job: JobSummary }) => (
  <NameLink href={`/jobs/${id}`} name={name} isQuiet={!enabled}>
    <FavoriteMark kind="job" id={id} />
    <NameNote isCode>{preview}</NameNote>
  </NameLink>
)

/** What sets it off, in words; null: nothing but people. */
export function whenText({ schedule, trigger }: JobSummary): string | null {
  const text = schedule?.text ?? trigger?.text
  if (text === undefined) return null
  const more = (schedule?.count ?? 0) + (trigger?.count ?? 0) - 1
  return more === 0 ? text : `${text} (and ${more} more)`
}

function NextRun({ job: { schedule, enabled } }: { job: JobSummary }) {
  if (schedule === null) return null
  if (schedule.rests !== null) return <span className="text-ink-3">{schedule.rests}</span>
  if (schedule.nextAt === null) return null
  return <span className={cx(!enabled && 'text-ink-3')}>{enabled ? <Until at={schedule.nextAt} /> : 'its job is off'}</span>
}
