import { Link } from 'wouter'
import type { JobSummary } from '../shared/model/run.ts'
import { Status, statusWord } from './run-status.tsx'
import { Ago, instant } from './ui/time.tsx'
import { words } from './words.ts'

type Listed = Pick<JobSummary['lastRuns'][number], 'number' | 'status' | 'reason' | 'startedAt' | 'endedAt'>

/** When the newest run ended or, if it has not, started; null: there is none. */
export const lastRunAt = (runs: readonly Listed[]): number | null => runs.at(-1)?.endedAt ?? runs.at(-1)?.startedAt ?? null

/** How the newest run of a definition ended, and when. */
export function LastRun({ runs }: { runs: readonly Listed[] }) {
  const last = runs.at(-1)
  if (!last) return null
  return (
    <Link href={`/runs/${last.number}`} className="inline-flex max-w-full items-center gap-1 align-middle hover:underline">
      <Status facts={last} />
      {last.startedAt !== null && (
        <span className="truncate text-ink-3">
          <Ago at={last.endedAt ?? last.startedAt} />
        </span>
      )}
    </Link>
  )
}

/** The same as a part of a sentence. */
export function lastRunText(runs: readonly Listed[]): string {
  const last = runs.at(-1)
  if (!last) return words.noLastRun
  const at = lastRunAt(runs)
  return words.lastRun(statusWord(last), at === null ? null : instant(at))
}
