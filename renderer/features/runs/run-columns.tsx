import { GitBranch, ListChecks, type LucideIcon, Pin, Terminal, Workflow } from 'lucide-react'
import { Link } from 'wouter'
import { actorText } from '../../../shared/model/actor.ts'
import { paramsText } from '../../../shared/model/params-text.ts'
import { queuedAtOf } from '../../../shared/model/queued-at.ts'
import type { Run } from '../../../shared/model/run.ts'
import type { RunSortKey, RunSortText } from '../../../shared/model/run-sort.ts'
import { triggerWord } from '../../../shared/model/trigger-word.ts'
import { NameLink } from '../../name-link.tsx'
import { Status } from '../../run-status.tsx'
import { bytesText } from '../../ui/bytes-text.ts'
import { Name } from '../../ui/name.tsx'
import type { Column, Layout } from '../../ui/table/columns.ts'
import { readSort, type Sort } from '../../ui/table/sort.ts'
import { Ago, duration, Elapsed, Instant, scheduledInstant } from '../../ui/time.tsx'
import { triggerText } from './trigger-text.ts'
import { listWords as words } from './words/list.ts'

export const newestFirst: Sort = { column: 'run', isDescending: true }

/** Runs are read in these orders, so that a million of them stay fast. */
const sortKeys: Record<string, RunSortKey> = { run: 'started', took: 'duration', wait: 'wait', name: 'job' }

/** The order that the address asks for. */
export function runSortOf(text: string | null): RunSortText {
  const { column, isDescending } = readSort(text, runColumns) ?? newestFirst
  return `${isDescending ? '-' : ''}${sortKeys[column] ?? 'started'}`
}

const quiet = (text: string | number | null) => <span className="text-ink-2">{text}</span>

const cpuText = (ms: number | null | undefined): string => (ms == null ? '' : duration(ms))
const memoryText = (bytes: number | null | undefined): string => (bytes == null ? '' : bytesText(bytes))

/** Columns that need more than a list has by itself. */
const detailed = ['cpu', 'memory', 'params']
export const needsDetails = ({ shown = [] }: Layout): boolean => shown.some((id) => detailed.includes(id))

/** How long it waited to start; null: it did not start. */
const waitMs = (run: Run): number | null => (run.startedAt === null ? null : Math.max(0, run.startedAt - queuedAtOf(run)))

const waitText = (ms: number | null): string => (ms === null ? '' : duration(ms))

const usual: Column<Run>[] = [
  {
    ...{ id: 'run', name: words.run, width: 80, rank: 0.75, isSortable: true },
    cell: ({ number }) => (
      <Link href={`/runs/${number}`} className="hover:underline">
        {number}
      </Link>
    ),
  },
  { id: 'status', name: words.status, width: 160, cell: (run) => <RunStatus run={run} /> },
  {
    id: 'name',
    name: words.name,
    width: 192,
    isMain: true,
    isSortable: true,
    title: ({ kind }) => words.kinds[kind],
    cell: (run) => <RunName run={run} />,
  },
  {
    ...{ id: 'trigger', name: words.startedBy, width: 104, rank: 5, title: triggerText },
    cell: ({ trigger }) => quiet(triggerWord[trigger]),
  },
  {
    ...{ id: 'started', name: words.started, width: 112, rank: 1 },
    cell: ({ startedAt, createdAt }) => (
      <span className="text-ink-2">
        <Ago at={startedAt ?? createdAt} />
      </span>
    ),
  },
  {
    ...{ id: 'took', name: words.took, width: 80, rank: 2, isRight: true, isSortable: true },
    cell: ({ startedAt, endedAt }) => (
      <span className="text-ink-2">{startedAt !== null && <Elapsed from={startedAt} to={endedAt} />}</span>
    ),
  },
]

const roomy: Column<Run>[] = [
  {
    ...{ id: 'version', name: words.version, width: 64, rank: 7, isRight: true },
    isEmpty: ({ version }) => version === null,
    cell: ({ version }) => quiet(version),
  },
  {
    ...{ id: 'wait', name: words.waited, width: 80, rank: 8, isRight: true, isSortable: true },
    cell: (run) => quiet(waitText(waitMs(run))),
  },
  {
    ...{ id: 'exit', name: words.exitCode, width: 72, rank: 9, isRight: true },
    isEmpty: ({ exitCode }) => exitCode === null,
    cell: ({ exitCode }) => quiet(exitCode),
  },
]

/** For those who choose them. */
const chosen: Column<Run>[] = [
  { id: 'by', name: words.by, width: 136, cell: ({ actor }) => <Actor name={actorText(actor)} /> },
  { id: 'queued', name: words.queued, width: 120, cell: ({ createdAt }) => <Instant at={createdAt} /> },
  { id: 'ended', name: words.ended, width: 120, cell: ({ endedAt }) => endedAt !== null && <Instant at={endedAt} /> },
  {
    ...{ id: 'due', name: words.scheduledFor, width: 120 },
    cell: ({ dueAt }) => quiet(dueAt === null ? '' : scheduledInstant(dueAt)),
  },
  { id: 'cpu', name: words.cpu, width: 88, isRight: true, cell: ({ details }) => quiet(cpuText(details?.cpuMs)) },
  { id: 'memory', name: words.memory, width: 104, isRight: true, cell: ({ details }) => quiet(memoryText(details?.peakMemory)) },
  { id: 'params', name: words.params, width: 176, cell: ({ details }) => quiet(details ? paramsText(details.params) : '') },
  { id: 'signal', name: words.signal, width: 80, cell: ({ signal }) => quiet(signal) },
]

export const runColumns: Column<Run>[] = [
  ...usual,
  ...roomy.map((column) => ({ ...column, isRoomy: true })),
  ...chosen.map((column) => ({ ...column, rank: 10, isOptional: true })),
]

/** With the exit code where that is why it failed. */
const RunStatus = ({ run }: { run: Run }) => (
  <span className="flex min-w-0 items-center">
    <Status facts={run} />
    {run.reason === 'exit-code' && run.exitCode !== null && (
      <span className="shrink-0 pl-1 text-ink-2">{words.exit(run.exitCode)}</span>
    )}
  </span>
)

const kindIcons: Record<Run['kind'], LucideIcon> = { job: ListChecks, command: Terminal, flow: Workflow, pipeline: GitBranch }

/** With what it is a run of. */
function RunName({ run: { number, title, kind, pinnedAt, test } }: { run: Run }) {
  const Icon = kindIcons[kind]
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <Icon aria-hidden="true" className="size-3.5 shrink-0 text-ink-3" />
      <NameLink href={`/runs/${number}`} name={title} />
      {test && <span className="shrink-0 rounded-sm bg-hover px-1 text-xs text-ink-2">{words.test}</span>}
      {pinnedAt !== null && <Pin role="img" aria-label={words.pinnedRun} className="size-3 shrink-0 text-ink-3" />}
    </span>
  )
}

const Actor = ({ name }: { name: string }) => (
  <span className="flex min-w-0 text-ink-2">
    <Name>{name}</Name>
  </span>
)
