import { useInfiniteQuery } from '@tanstack/react-query'
import { Copy, Ellipsis, Pencil, Play, Plus, Square, Trash2 } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'
import { Link, useLocation } from 'wouter'
import type { JobSummary } from '../../../shared/model/run.ts'
import { api, client } from '../../api/client.ts'
import { Loaded, paged, searched, useItems } from '../../paged.tsx'
import { RunStrip, Status } from '../../run-status.tsx'
import { Button, buttonClass, IconButton } from '../../ui/button.tsx'
import { cx } from '../../ui/class-names.ts'
import { Empty } from '../../ui/empty.tsx'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import { Page } from '../../ui/page.tsx'
import { Search } from '../../ui/search.tsx'
import { useShortcuts } from '../../ui/shortcuts.ts'
import { Switch } from '../../ui/switch.tsx'
import { Ago, duration, Until } from '../../ui/time.tsx'
import { toastError } from '../../ui/toasts.tsx'
import { useSelection } from '../../ui/use-selection.ts'
import { useSettled } from '../../ui/use-settled.ts'
import { duplicateJob, removeJob, runJob, switchJob } from './actions.ts'

export function JobsPage() {
  const [search, setSearch] = useState('')
  const q = useSettled(search.trim())
  const query = useInfiniteQuery(api.jobs.list.infiniteOptions(paged(searched(q))))
  const jobs = useItems(query.data)
  const total = query.data?.pages[0]?.total ?? 0

  return (
    <Page
      title="Jobs"
      actions={
        <>
          {total > 0 && <Search label="Search jobs" value={search} onChange={setSearch} />}
          <Link href="/import" className={buttonClass('quiet')}>
            Import
          </Link>
          <Link href="/jobs/new" className={buttonClass('primary')}>
            <Plus aria-hidden="true" className="size-4" />
            New job
          </Link>
        </>
      }
    >
      <Loaded query={query} what="jobs">
        {total === 0 ? (
          <NoJobs />
        ) : jobs.length === 0 ? (
          <Empty title={`No job matches "${q}"`} action={<Button onClick={() => setSearch('')}>Show all {total}</Button>} />
        ) : (
          <div className="min-h-0 flex-1 overflow-auto">
            <JobTable jobs={jobs} />
            {query.hasNextPage && (
              <div className="p-3 text-center">
                <Button onClick={() => void query.fetchNextPage()}>Show more</Button>
              </div>
            )}
          </div>
        )}
      </Loaded>
    </Page>
  )
}

function NoJobs() {
  return (
    <Empty
      title="No jobs yet"
      action={
        <span className="flex gap-2">
          <Link href="/jobs/new" className={buttonClass('primary')}>
            <Plus aria-hidden="true" className="size-4" />
            New job
          </Link>
          <Link href="/import" className={buttonClass()}>
            Import from cron or systemd
          </Link>
        </span>
      }
    >
      A job is a script or a command with a name. LocalFlow runs it, keeps its output and its history, and tells you when it
      fails.
    </Empty>
  )
}

function JobTable({ jobs }: { jobs: JobSummary[] }) {
  const [, go] = useLocation()
  const open = useCallback((index: number) => go(`/jobs/${jobs[index]?.id}`), [go, jobs])
  const { selected, select } = useSelection(jobs.length, open)
  const chosen = jobs[selected]
  useShortcuts(
    useMemo(
      () => ({ r: () => void (chosen && runJob(chosen)), e: () => void (chosen && go(`/jobs/${chosen.id}`)) }),
      [chosen, go],
    ),
  )
  return (
    <table className="w-full table-fixed border-collapse tabular-nums">
      <thead className="sticky top-0 z-10 bg-surface">
        <tr className="h-[30px] border-b border-rule text-left text-xs text-ink-3 [&>th]:px-2.5 [&>th]:font-medium">
          <th className="w-14 pl-4!">
            <span className="sr-only">On or off</span>
          </th>
          <th>Job</th>
          <th className="w-[24%] max-[1100px]:hidden">When</th>
          <th className="w-26">Next run</th>
          <th className="w-36 max-[960px]:hidden">Last 20 runs</th>
          <th className="w-20 max-[1400px]:hidden">Average</th>
          <th className="w-44">Last run</th>
          <th className="w-32">
            <span className="sr-only">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {jobs.map((job, index) => (
          <JobRow key={job.id} job={job} selected={index === selected} onSelect={() => select(index)} />
        ))}
      </tbody>
    </table>
  )
}

function JobRow({ job, selected, onSelect }: { job: JobSummary; selected: boolean; onSelect(): void }) {
  const last = job.lastRuns.at(-1)
  const begins = beginsText(job)
  return (
    <tr
      onPointerDown={onSelect}
      aria-selected={selected}
      className={cx(
        'h-[34px] border-b border-rule whitespace-nowrap [&>td]:overflow-hidden [&>td]:px-2.5 [&>td]:text-ellipsis',
        selected ? 'bg-selected' : 'hover:bg-hover',
      )}
    >
      <td className="pl-4!">
        <Switch
          checked={job.enabled}
          label={`${job.name} is ${job.enabled ? 'on' : 'off'}`}
          onChange={(enabled) => void switchJob(job, enabled)}
        />
      </td>
      <td>
        <Link href={`/jobs/${job.id}`} className={cx('font-medium hover:underline', !job.enabled && 'text-ink-2')}>
          {job.name}
        </Link>
        <span title={job.preview} className="ml-2 font-mono text-xs text-ink-3 max-[1400px]:hidden">
          {job.preview}
        </span>
      </td>
      <td className="text-ink-2 max-[1100px]:hidden" title={begins ?? undefined}>
        {begins ?? <span className="text-ink-3">By hand</span>}
      </td>
      <td>
        <NextRun job={job} />
      </td>
      <td className="max-[960px]:hidden">
        <RunStrip runs={job.lastRuns} />
      </td>
      <td className="text-ink-2 max-[1400px]:hidden">{job.averageMs === null ? '' : duration(job.averageMs)}</td>
      <td>
        {last && (
          <Link href={`/runs/${last.id}`} className="inline-flex items-center gap-1 align-middle hover:underline">
            <Status facts={last} />
            {last.startedAt !== null && (
              <span className="text-ink-3">
                <Ago at={last.endedAt ?? last.startedAt} />
              </span>
            )}
          </Link>
        )}
      </td>
      <td className="pr-4! text-right">
        <JobActions job={job} />
      </td>
    </tr>
  )
}

/** What sets it off, in words; null: nothing but people. */
function beginsText({ schedule, trigger }: JobSummary): string | null {
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

function JobActions({ job }: { job: JobSummary }) {
  const [, go] = useLocation()
  const active = job.lastRuns.findLast(({ status }) => status === 'running' || status === 'queued')
  const stop = () =>
    active && client.runs.cancel({ ref: active.id }).catch((error: unknown) => toastError('It was not stopped', error))
  return (
    <span className="inline-flex items-center gap-1">
      {active ? (
        <Button small onClick={stop} aria-label={`Stop ${job.name}`}>
          <Square aria-hidden="true" className="size-3" />
          Stop
        </Button>
      ) : (
        <Button small disabled={!job.enabled} onClick={() => void runJob(job)} aria-label={`Run ${job.name}`}>
          <Play aria-hidden="true" className="size-3" />
          Run
        </Button>
      )}
      <Menu
        trigger={
          <IconButton label={`More for ${job.name}`} className="size-6!">
            <Ellipsis aria-hidden="true" className="size-4" />
          </IconButton>
        }
      >
        {active && job.enabled && (
          <MenuItem onSelect={() => void runJob(job)}>
            <Play aria-hidden="true" className="size-3.5" /> Run once more
          </MenuItem>
        )}
        <MenuItem onSelect={() => go(`/jobs/${job.id}`)}>
          <Pencil aria-hidden="true" className="size-3.5" /> Edit
        </MenuItem>
        <MenuItem onSelect={() => void duplicateJob(job).then((copy) => copy && go(`/jobs/${copy.id}`))}>
          <Copy aria-hidden="true" className="size-3.5" /> Duplicate
        </MenuItem>
        <MenuItem danger onSelect={() => void removeJob(job)}>
          <Trash2 aria-hidden="true" className="size-3.5" /> Delete
        </MenuItem>
      </Menu>
    </span>
  )
}
