import { Play } from 'lucide-react'
import { Link } from 'wouter'
import type { Run } from '../../../shared/model/run.ts'
import type { Occurrence } from '../../../shared/model/schedule.ts'
import { occurrenceReasonText } from '../../../shared/occurrence-state.ts'
import { attempt } from '../../api/client.ts'
import { OccurrenceStatus } from '../../occurrence-status.tsx'
import { startJob } from '../../run-form/ask.ts'
import { Status } from '../../run-status.tsx'
import { Button } from '../../ui/button.tsx'
import { Name } from '../../ui/name.tsx'
import { scheduledInstant } from '../../ui/time.tsx'
import { toast } from '../../ui/toasts.tsx'
import type { AwaySummary } from './away-summary.ts'
import { row, rows } from './part.tsx'
import { awayWords as words } from './words.ts'

const shown = 12

/** The occurrences that could not start in time, each with its outcome, and with a way to run it now. */
export const AwayList = ({ summary: { missed, waited } }: { summary: AwaySummary }) => (
  <>
    <ul className={`${rows} mt-2`}>
      {missed.slice(0, shown).map((occurrence) => (
        <MissedRow key={`${occurrence.scheduleId} ${occurrence.dueAt}`} occurrence={occurrence} />
      ))}
      {groupsOf(waited)
        .slice(0, shown)
        .map(({ run, count }) => (
          <WaitedRow key={run.id} run={run} count={count} />
        ))}
    </ul>
    {missed.length > shown && (
      <Link href="/calendar" className="text-sm text-accent hover:underline">
        {words.moreInCalendar(missed.length - shown)}
      </Link>
    )}
  </>
)

const MissedRow = ({ occurrence }: { occurrence: Occurrence }) => (
  <li className={row}>
    <span className="w-32">
      <OccurrenceStatus occurrence={occurrence} />
    </span>
    <span className="min-w-0 flex-1">
      <Link href={`/schedules/${occurrence.scheduleId}`} className="font-medium hover:underline">
        <Name>{occurrence.job}</Name>
      </Link>{' '}
      <span className="text-ink-2">{when(occurrence)}</span>
      {occurrence.reason !== null && <span className="block text-sm text-ink-3">{occurrenceReasonText[occurrence.reason]}</span>}
    </span>
    {occurrence.run ? (
      <Link href={`/runs/${occurrence.run.number}`} className="text-sm text-accent hover:underline">
        {words.run(occurrence.run.number)}
      </Link>
    ) : (
      occurrence.outcome === 'missed' && <RunNow jobId={occurrence.jobId} job={occurrence.job} />
    )}
  </li>
)

const WaitedRow = ({ run, count }: { run: Run; count: number }) => (
  <li className={row}>
    <span className="w-32">
      <Status facts={run} />
    </span>
    <span className="min-w-0 flex-1">
      <Link href={`/runs/${run.number}`} className="font-medium hover:underline">
        <Name>{run.title}</Name>
      </Link>{' '}
      <span className="text-ink-2">
        {scheduledInstant(run.dueAt ?? run.createdAt)}
        {count > 1 && words.andMore(count - 1)}
      </span>
      <span className="block text-sm text-ink-3">{run.error}</span>
    </span>
    {run.jobId !== null && <RunNow jobId={run.jobId} job={run.title} />}
  </li>
)

const RunNow = ({ jobId, job }: { jobId: string; job: string }) => (
  <Button small onClick={() => void runNow(jobId, job)}>
    <Play aria-hidden="true" className="size-3" />
    {words.runNow}
  </Button>
)

/** Runs of a job that waited for the same conditions are one row, of the newest of them. */
function groupsOf(runs: Run[]): { run: Run; count: number }[] {
  const groups = new Map<string, { run: Run; count: number }>()
  for (const run of runs) {
    const key = `${run.jobId} ${run.error}`
    const group = groups.get(key)
    if (group) group.count++
    else groups.set(key, { run, count: 1 })
  }
  return [...groups.values()]
}

const when = ({ dueAt, lastAt, count }: Occurrence): string =>
  dueAt === lastAt ? scheduledInstant(dueAt) : words.timesFrom(count, scheduledInstant(dueAt))

const runNow = (jobId: string, job: string): Promise<unknown> =>
  attempt(words.noStart(job), async () => {
    const run = await startJob({ id: jobId, name: job })
    if (run) toast(words.started(job, run.number))
  })
