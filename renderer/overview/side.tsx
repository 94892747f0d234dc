import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { LinkedHook, LinkedJob, Overview } from '../../shared/model/overview.ts'
import { definitionHref } from '../definition/links.ts'
import { Name } from '../ui/name.tsx'
import { Moment, scheduledInstant } from '../ui/time.tsx'
import { OverviewPart } from './run-lines.tsx'
import { words } from './words.ts'

type LineProps = { href: string | null; name: string; state?: string; note?: ReactNode }

/** A line of a list beside the runs: what it is, and its state. */
export function SideLine({ href, name, state, note }: LineProps) {
  return (
    <li className="min-w-0">
      <div className="flex min-h-6 items-center gap-2">
        {href === null ? (
          <Name>{name}</Name>
        ) : (
          <Link href={href} className="flex min-w-0 hover:underline">
            <Name>{name}</Name>
          </Link>
        )}
        {state !== undefined && <span className="ml-auto shrink-0 text-sm text-ink-3">{state}</span>}
      </div>
      {note && <p className="truncate text-sm text-ink-3">{note}</p>}
    </li>
  )
}

type LinkedProps = { title: string; jobs: LinkedJob[]; hooks?: LinkedHook[]; aside?: ReactNode; none?: string }

/** Jobs and hooks; nothing where there are none, unless there is something to say about that. */
export const LinkedJobs = ({ title, jobs, hooks = [], aside, none }: LinkedProps) =>
  jobs.length + hooks.length === 0 && none === undefined ? null : (
    <OverviewPart title={title} aside={aside}>
      {jobs.length + hooks.length === 0 && <p className="text-ink-3">{none}</p>}
      <ul>
        {jobs.map(({ id, name, enabled, when }) => (
          <SideLine
            key={`${id} ${when}`}
            href={definitionHref('job', id)}
            name={name}
            state={enabled ? words.on : words.off}
            note={when}
          />
        ))}
        {hooks.map(({ name, on, job }) => (
          <SideLine
            key={`${name} ${on.join()}`}
            href={job === null ? null : definitionHref('job', job)}
            name={name}
            note={words.hookOn(on)}
          />
        ))}
      </ul>
    </OverviewPart>
  )

type RunsItProps = { kind: 'flow' | 'pipeline'; id: string; jobs: LinkedJob[] }

/** The jobs that run a flow or a pipeline, and the way to their schedules and triggers. */
export const RunsIt = ({ kind, id, jobs }: RunsItProps) => (
  <LinkedJobs
    title={jobs.length > 0 ? words.runsIt : words.startsIt}
    jobs={jobs}
    none={words.nothingStarts[kind]}
    aside={
      <Link href={definitionHref(kind, id, 'triggers')} className="text-accent hover:underline">
        {words.triggers}
      </Link>
    }
  />
)

/** The next times of the schedules; several schedules are told apart on hover. */
export const NextTimes = ({ next }: { next: Overview['next'] }) =>
  next.length === 0 ? null : (
    <OverviewPart title={words.next(next.length)}>
      <ul className="text-ink-2 tabular-nums">
        {next.map(({ at, schedule, text }) => (
          <li key={`${schedule} ${at}`} className="flex min-h-6 items-center gap-2">
            <Moment at={at} className="shrink-0">
              {scheduledInstant(at)}
            </Moment>
            {new Set(next.map((each) => each.schedule)).size > 1 && (
              <Link href={`/schedules/${schedule}`} className="flex min-w-0 text-sm text-ink-3 hover:underline">
                <Name>{text}</Name>
              </Link>
            )}
          </li>
        ))}
      </ul>
    </OverviewPart>
  )
