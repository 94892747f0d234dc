import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { Run } from '../../shared/model/run.ts'
import { errorInk } from '../error-ink.ts'
import { Status, StatusIcon } from '../run-status.tsx'
import { cx } from '../ui/class-names.ts'
import { Ago, Elapsed } from '../ui/time.tsx'
import { words } from './words.ts'

const errorChars = 300

type PartProps = { title: string; aside?: ReactNode; className?: string; children: ReactNode }

export const OverviewPart = ({ title, aside, className, children }: PartProps) => (
  <section aria-label={title} className={cx('min-w-0', className)}>
    <div className="mb-1 flex items-baseline gap-2">
      <h2 className="font-semibold">{title}</h2>
      {aside && <span className="ml-auto text-sm">{aside}</span>}
    </div>
    {children}
  </section>
)

/** The last failures, each with its error line. */
export const Failures = ({ runs, days }: { runs: Run[]; days: number }) => (
  <OverviewPart title={words.failures}>
    {runs.length === 0 ? (
      <p className="text-ink-3">{words.noFailures(days)}</p>
    ) : (
      <ul>
        {alike(runs).map(({ run, count }) => (
          <li key={run.id}>
            <Row run={run}>
              <StatusIcon facts={run} />
              <RunNumber of={run} />
              <span className="w-24 shrink-0 truncate text-ink-3">
                <Ago at={run.endedAt ?? run.createdAt} />
              </span>
              <span
                dir="auto"
                title={run.error?.slice(0, 2_000)}
                className={cx('min-w-0 flex-1 truncate text-left font-mono text-sm', errorInk(run.error ?? ''))}
              >
                {run.error === null ? <span className="text-ink-3">{words.noError}</span> : run.error.slice(0, errorChars)}
              </span>
              {count > 1 && <span className="shrink-0 text-ink-3">{words.sameError(count)}</span>}
            </Row>
          </li>
        ))}
      </ul>
    )}
  </OverviewPart>
)

/** Failures with the same error line one after another, by the newest of them. */
function alike(runs: Run[]): { run: Run; count: number }[] {
  const groups: { run: Run; count: number }[] = []
  for (const run of runs) {
    const above = groups.at(-1)
    if (above && run.error !== null && above.run.error === run.error) above.count++
    else groups.push({ run, count: 1 })
  }
  return groups
}

/** The newest runs. */
export const LastRuns = ({ runs, all }: { runs: Run[]; all: string }) => (
  <OverviewPart
    title={words.recent}
    aside={
      <Link href={all} className="text-accent hover:underline">
        {words.showAll}
      </Link>
    }
  >
    <ul>
      {runs.map((run) => (
        <li key={run.id}>
          <Row run={run}>
            <span className="w-36 shrink-0 truncate">
              <Status facts={run} />
            </span>
            <RunNumber of={run} />
            <span className="min-w-0 flex-1 truncate text-ink-3">
              <Ago at={run.startedAt ?? run.createdAt} />
            </span>
            <span className="w-20 shrink-0 text-right text-ink-2">
              {run.startedAt !== null && <Elapsed from={run.startedAt} to={run.endedAt} />}
            </span>
            <span className="w-9 shrink-0 text-right text-ink-3 tabular-nums">
              {run.version !== null && words.shortVersion(run.version)}
            </span>
          </Row>
        </li>
      ))}
    </ul>
  </OverviewPart>
)

const Row = ({ run, children }: { run: Run; children: ReactNode }) => (
  <Link href={`/runs/${run.number}`} className="-mx-2 flex h-7 items-center gap-3 rounded-md px-2 hover:bg-hover">
    {children}
  </Link>
)

const RunNumber = ({ of }: { of: Run }) => <span className="w-16 shrink-0 truncate tabular-nums">#{of.number}</span>
