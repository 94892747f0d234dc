import { useQuery } from '@tanstack/react-query'
import { Play } from 'lucide-react'
import { Link } from 'wouter'
import type { Run } from '../../../shared/model/run.ts'
import type { Occurrence } from '../../../shared/model/schedule.ts'
import { occurrenceReasonText } from '../../../shared/occurrence-state.ts'
import { client } from '../../api/client.ts'
import { OccurrenceStatus } from '../../occurrence-status.tsx'
import { changePreferences, useKnownPreferences } from '../../preferences.ts'
import { Status } from '../../run-status.tsx'
import { Button } from '../../ui/button.tsx'
import { useHeld } from '../../ui/holds-still.tsx'
import { instant, scheduledInstant } from '../../ui/time.tsx'
import { toast, toastError } from '../../ui/toasts.tsx'
import { Part, row, rows } from './part.tsx'
import { queries } from './queries.ts'
import { awayWords as words } from './words.ts'

const shown = 12
const awayReasons: Occurrence['reason'][] = [
  'asleep',
  'closed',
  'clock-set',
  'busy',
  'too-late',
  'over-cap',
  'newer-ran',
  'forgotten',
]
/** The occurrences that nothing could start, and their outcomes, until they are dismissed. */
export function Away({ minute }: { minute: number }) {
  const { data } = useQuery(queries.away(minute))
  const { occurrences, absences, waited } = useHeld(data) ?? { occurrences: [], absences: [], waited: [] }
  const preferences = useKnownPreferences()
  if (preferences === null) return null
  const { dismissedAway } = preferences
  const missed = occurrences.filter(({ reason, recordedAt }) => awayReasons.includes(reason) && recordedAt > dismissedAway)
  const inVain = waited.filter(({ endedAt }) => (endedAt ?? 0) > dismissedAway)
  if (missed.length + inVain.length === 0) return null
  const newest = Math.max(...missed.map(({ recordedAt }) => recordedAt), ...inVain.map(({ endedAt }) => endedAt ?? 0))
  const last = absences.filter(({ to }) => to > dismissedAway)[0]
  return (
    <Part
      title={words.title}
      aside={
        <Button small look="quiet" onClick={() => void changePreferences(() => ({ dismissedAway: newest }))}>
          {words.dismiss}
        </Button>
      }
    >
      {last && <p className="mb-1.5 text-sm text-ink-2">{words.absence(last.kind, instant(last.from), instant(last.to))}</p>}
      <ul className={rows}>
        {missed.slice(0, shown).map((occurrence) => (
          <li key={`${occurrence.scheduleId} ${occurrence.dueAt}`} className={row}>
            <span className="w-32">
              <OccurrenceStatus occurrence={occurrence} />
            </span>
            <span className="min-w-0 flex-1">
              <Link href={`/schedules/${occurrence.scheduleId}`} className="font-medium hover:underline">
                {occurrence.job}
              </Link>{' '}
              <span className="text-ink-2">{when(occurrence)}</span>
              {occurrence.reason !== null && (
                <span className="block text-sm text-ink-3">{occurrenceReasonText[occurrence.reason]}</span>
              )}
            </span>
            {occurrence.run ? (
              <Link href={`/runs/${occurrence.run.number}`} className="text-sm text-accent hover:underline">
                {words.run(occurrence.run.number)}
              </Link>
            ) : (
              occurrence.outcome === 'missed' && (
                <Button small onClick={() => void runNow(occurrence.jobId, occurrence.job)}>
                  <Play aria-hidden="true" className="size-3" />
                  {words.runNow}
                </Button>
              )
            )}
          </li>
        ))}
        {groupsOf(inVain)
          .slice(0, shown)
          .map(({ run, count }) => (
            <li key={run.id} className={row}>
              <span className="w-32">
                <Status facts={run} />
              </span>
              <span className="min-w-0 flex-1">
                <Link href={`/runs/${run.number}`} className="font-medium hover:underline">
                  {run.title}
                </Link>{' '}
                <span className="text-ink-2">
                  {scheduledInstant(run.dueAt ?? run.createdAt)}
                  {count > 1 && words.andMore(count - 1)}
                </span>
                <span className="block text-sm text-ink-3">{run.error}</span>
              </span>
              {run.jobId !== null && (
                <Button small onClick={() => void runNow(run.jobId as string, run.title)}>
                  <Play aria-hidden="true" className="size-3" />
                  {words.runNow}
                </Button>
              )}
            </li>
          ))}
      </ul>
      {missed.length > shown && (
        <Link href="/calendar" className="text-sm text-accent hover:underline">
          {words.moreInCalendar(missed.length - shown)}
        </Link>
      )}
    </Part>
  )
}

/** Those of a job that waited for the same are told of once, by the newest of them. */
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

async function runNow(jobId: string, job: string): Promise<void> {
  try {
    const run = await client.jobs.run({ ref: jobId })
    toast(words.started(job, run.number))
  } catch (error) {
    toastError(words.noStart(job), error)
  }
}
