import { CirclePause, CirclePlay, Pencil, Play, Star, StarOff } from 'lucide-react'
import { useCallback } from 'react'
import { Link, useLocation } from 'wouter'
import type { JobSummary } from '../../../shared/model/run.ts'
import { FavoriteMark } from '../../favorites/favorite-star.tsx'
import { toggleFavorite, useFavoriteTest } from '../../favorites/favorites.ts'
import { words as favoriteWords } from '../../favorites/words.ts'
import { RunStrip, Status } from '../../run-status.tsx'
import { cx } from '../../ui/class-names.ts'
import { useKeys } from '../../ui/keys.ts'
import { type PageAction, usePageActions } from '../../ui/page-actions.ts'
import { Switch } from '../../ui/switch.tsx'
import { Ago, duration, Until } from '../../ui/time.tsx'
import { useSelection } from '../../ui/use-selection.ts'
import { runJob, switchJob } from './actions.ts'
import { JobActions } from './job-actions.tsx'

export function JobTable({ jobs }: { jobs: JobSummary[] }) {
  const [, go] = useLocation()
  const open = useCallback((index: number) => go(`/jobs/${jobs[index]?.id}`), [go, jobs])
  const { selected, select } = useSelection(jobs.length, open)
  const chosen = jobs[selected]
  useKeys({
    runSelected: () => void (chosen && runJob(chosen)),
    editSelected: () => chosen && go(`/jobs/${chosen.id}`),
    pauseSelected: () => void (chosen && switchJob(chosen, !chosen.enabled)),
    favoriteSelected: () => void (chosen && toggleFavorite(asFavorite(chosen))),
  })
  const isFavorite = useFavoriteTest()
  usePageActions(chosen ? actionsOf(chosen, isFavorite(asFavorite(chosen)), go) : [])
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
          <JobRow
            key={job.id}
            job={job}
            isFavorite={isFavorite(asFavorite(job))}
            selected={index === selected}
            onSelect={() => select(index)}
          />
        ))}
      </tbody>
    </table>
  )
}

const asFavorite = ({ id, name }: JobSummary) => ({ kind: 'job' as const, id, name })

const actionsOf = (job: JobSummary, isFavorite: boolean, go: (path: string) => void): (PageAction | false)[] => [
  job.enabled && { name: `Run ${job.name}`, icon: Play, key: 'runSelected', act: () => runJob(job) },
  {
    name: `${job.enabled ? 'Disable' : 'Enable'} ${job.name}`,
    icon: job.enabled ? CirclePause : CirclePlay,
    key: 'pauseSelected',
    act: () => switchJob(job, !job.enabled),
  },
  { name: `Edit ${job.name}`, icon: Pencil, key: 'editSelected', act: () => go(`/jobs/${job.id}`) },
  {
    name: isFavorite ? favoriteWords.remove(job.name) : favoriteWords.add(job.name),
    icon: isFavorite ? StarOff : Star,
    key: 'favoriteSelected',
    act: () => toggleFavorite(asFavorite(job)),
  },
]

type RowProps = { job: JobSummary; isFavorite: boolean; selected: boolean; onSelect(): void }

function JobRow({ job, isFavorite, selected, onSelect }: RowProps) {
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
        {isFavorite && <FavoriteMark />}
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
