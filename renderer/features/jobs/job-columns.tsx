import type { JobSummary } from '../../../shared/model/run.ts'
import { FavoriteMark } from '../../favorites/favorite-star.tsx'
import { LastRun, lastRunAt } from '../../last-run.tsx'
import { NameLink, NameNote } from '../../name-link.tsx'
import { organizedColumns } from '../../organize/columns.tsx'
import { TagChips } from '../../organize/tag-chips.tsx'
import { RunStrip } from '../../run-status.tsx'
import { cx } from '../../ui/class-names.ts'
import { Switch } from '../../ui/switch.tsx'
import type { Column } from '../../ui/table/columns.ts'
import { Ago, duration, Until } from '../../ui/time.tsx'
import { switchJob } from './actions.ts'
import { words } from './words.ts'

export const jobColumns: Column<JobSummary>[] = [
  { id: 'on', name: words.columns.enabled, width: 26, isBare: true, cell: (job) => <OnOff job={job} /> },
  {
    id: 'name',
    name: words.columns.name,
    width: 192,
    isMain: true,
    sortBy: ({ name }) => name,
    cell: (job) => <Name job={job} />,
  },
  ...organizedColumns<JobSummary>(),
  {
    ...{
      id: 'when',
      name: words.columns.when,
      width: 168,
      growsTo: 320,
      rank: 5,
      title: (job: JobSummary) => whenText(job) ?? undefined,
    },
    sortBy: whenText,
    cell: (job) => <span className="text-ink-2">{whenText(job) ?? <span className="text-ink-3">{words.manual}</span>}</span>,
  },
  {
    ...{ id: 'next', name: words.columns.next, width: 104, rank: 2 },
    isEmpty: ({ schedule, paused }) => schedule === null && paused === null,
    sortBy: ({ enabled, schedule }) => (enabled ? (schedule?.nextAt ?? null) : null),
    cell: (job) => <NextRun job={job} />,
  },
  { id: 'strip', name: words.columns.lastRuns, width: 124, rank: 6, cell: ({ lastRuns }) => <RunStrip runs={lastRuns} /> },
  {
    ...{ id: 'average', name: words.columns.average, width: 72, rank: 7, isRight: true, isRoomy: true },
    sortBy: ({ averageMs }) => averageMs,
    cell: ({ averageMs }) => <span className="text-ink-2">{averageMs === null ? '' : duration(averageMs)}</span>,
  },
  {
    ...{ id: 'last', name: words.columns.last, width: 184, rank: 1 },
    sortBy: ({ lastRuns }) => lastRunAt(lastRuns),
    cell: ({ lastRuns }) => <LastRun runs={lastRuns} />,
  },
  {
    ...{ id: 'kind', name: words.columns.kind, width: 80, rank: 8, isOptional: true },
    sortBy: ({ kind }) => kind,
    cell: ({ kind }) => <span className="text-ink-2">{words.kinds[kind]}</span>,
  },
  {
    ...{ id: 'version', name: words.columns.version, width: 72, rank: 8, isOptional: true, isRight: true },
    sortBy: ({ version }) => version,
    cell: ({ version }) => <span className="text-ink-2">{version}</span>,
  },
  {
    ...{ id: 'changed', name: words.columns.changed, width: 112, rank: 8, isOptional: true },
    sortBy: ({ updatedAt }) => updatedAt,
    cell: ({ updatedAt }) => (
      <span className="text-ink-2">
        <Ago at={updatedAt} />
      </span>
    ),
  },
]

const OnOff = ({ job }: { job: JobSummary }) => (
  <Switch checked={job.enabled} label={words.isEnabled(job.name)} onChange={(enabled) => void switchJob(job, enabled)} />
)

const Name = ({ job: { id, name, enabled, preview, tags } }: { job: JobSummary }) => (
  <NameLink href={`/jobs/${id}`} name={name} isQuiet={!enabled}>
    <FavoriteMark kind="job" id={id} />
    <TagChips tags={tags} className="shrink-[9999]" />
    <NameNote isCode>{preview}</NameNote>
  </NameLink>
)

/** The schedules and triggers of a job in words; null: it has none. */
export function whenText({ schedule, trigger }: JobSummary): string | null {
  const text = schedule?.text ?? trigger?.text
  if (text === undefined) return null
  const more = (schedule?.count ?? 0) + (trigger?.count ?? 0) - 1
  return more === 0 ? text : words.andMore(text, more)
}

function NextRun({ job: { schedule, enabled, paused } }: { job: JobSummary }) {
  if (enabled && paused !== null)
    return (
      <span className="text-warn" title={paused.reason}>
        {words.paused}
      </span>
    )
  if (schedule === null) return null
  if (schedule.rests !== null) return <span className="text-ink-3">{schedule.rests}</span>
  if (schedule.nextAt === null) return null
  return <span className={cx(!enabled && 'text-ink-3')}>{enabled ? <Until at={schedule.nextAt} /> : words.jobDisabled}</span>
}
