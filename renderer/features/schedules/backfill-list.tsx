import { useQuery } from '@tanstack/react-query'
import { Ban, Pause, Play } from 'lucide-react'
import type { Backfill } from '../../../shared/model/backfill.ts'
import { api, attempt, client, messageOf } from '../../api/client.ts'
import { IconButton } from '../../ui/button.tsx'
import { Problem } from '../../ui/problem.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { instant } from '../../ui/time.tsx'
import { words } from './words.ts'

const shown = 5
/** The newest backfills of a schedule and their progress. */
export function BackfillList({ scheduleId }: { scheduleId: string }) {
  const { data, isError, error, refetch } = useQuery(api.backfills.list.queryOptions({ input: { schedule: scheduleId } }))
  if (isError && !data) return <Problem message={words.backfillsUnreadable(messageOf(error))} retry={() => void refetch()} />
  if (!data || data.items.length === 0) return null
  return (
    <section aria-label={words.backfills} className="mt-6">
      <h2 className="mb-1 text-sm font-medium text-ink-2">{words.backfills}</h2>
      <ul className="divide-y divide-rule">
        {data.items.slice(0, shown).map((backfill) => (
          <BackfillRow key={backfill.id} backfill={backfill} />
        ))}
      </ul>
    </section>
  )
}

function BackfillRow({ backfill: { id, from, to, state, note, total, begun, succeeded, failed } }: { backfill: Backfill }) {
  const act = (what: 'pause' | 'resume' | 'cancel') =>
    attempt(words.backfillUnchanged[what], () => client.backfills[what]({ id }))
  return (
    <li className="flex flex-wrap items-center gap-x-3 py-1.5 tabular-nums">
      <span className="min-w-0 flex-1">
        <span className="block">{words.range(instant(from), instant(to))}</span>
        <span className="block text-sm text-ink-2">
          {words.backfillStates[state]}, {words.backfillProgress(begun, total, succeeded)}
          {failed > 0 && <span className="text-bad">{words.backfillFailed(failed)}</span>}
          {note !== null && ` · ${note}`}
        </span>
      </span>
      {(state === 'running' || state === 'paused') && <ProgressBar label={words.backfillBar} max={total} value={begun} />}
      {state === 'running' && (
        <IconButton label={words.pauseBackfill} onClick={() => void act('pause')}>
          <Pause aria-hidden="true" className="size-3.5" />
        </IconButton>
      )}
      {state === 'paused' && (
        <IconButton label={words.resumeBackfill} onClick={() => void act('resume')}>
          <Play aria-hidden="true" className="size-3.5" />
        </IconButton>
      )}
      {(state === 'running' || state === 'paused') && (
        <IconButton label={words.cancelBackfill} onClick={() => void act('cancel')}>
          <Ban aria-hidden="true" className="size-3.5" />
        </IconButton>
      )}
    </li>
  )
}
