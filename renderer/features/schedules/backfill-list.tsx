import { useQuery } from '@tanstack/react-query'
import { Ban, Pause, Play } from 'lucide-react'
import type { Backfill } from '../../../shared/model/backfill.ts'
import { api, client, messageOf } from '../../api/client.ts'
import { IconButton } from '../../ui/button.tsx'
import { Problem } from '../../ui/problem.tsx'
import { instant } from '../../ui/time.tsx'
import { toastError } from '../../ui/toasts.tsx'

const shown = 5
const bar =
  'h-1.5 w-28 appearance-none overflow-hidden rounded-full [&::-webkit-progress-bar]:bg-hover [&::-webkit-progress-value]:bg-accent'
const stateWord = { running: 'Running', paused: 'Paused', done: 'Done', cancelled: 'Cancelled' }

/** The newest backfills of a schedule, and how far they are. */
export function BackfillList({ scheduleId }: { scheduleId: string }) {
  const { data, isError, error, refetch } = useQuery(api.backfills.list.queryOptions({ input: { schedule: scheduleId } }))
  if (isError && !data)
    return <Problem message={`The backfills could not be read. ${messageOf(error)}`} retry={() => void refetch()} />
  if (!data || data.items.length === 0) return null
  return (
    <section aria-label="Backfills" className="mt-6">
      <h2 className="mb-1 text-sm font-medium text-ink-2">Backfills</h2>
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
    client.backfills[what]({ id }).catch((error: unknown) => toastError('The backfill was not changed', error))
  return (
    <li className="flex flex-wrap items-center gap-x-3 py-1.5 tabular-nums">
      <span className="min-w-0 flex-1">
        <span className="block">
          {instant(from)} to {instant(to)}
        </span>
        <span className="block text-sm text-ink-2">
          {stateWord[state]}, {begun} of {total} begun, {succeeded} succeeded
          {failed > 0 && <span className="text-bad">, {failed} did not</span>}
          {note !== null && ` · ${note}`}
        </span>
      </span>
      {(state === 'running' || state === 'paused') && <progress aria-label="Begun" max={total} value={begun} className={bar} />}
      {state === 'running' && (
        <IconButton label="Pause the backfill" onClick={() => void act('pause')}>
          <Pause aria-hidden="true" className="size-3.5" />
        </IconButton>
      )}
      {state === 'paused' && (
        <IconButton label="Resume the backfill" onClick={() => void act('resume')}>
          <Play aria-hidden="true" className="size-3.5" />
        </IconButton>
      )}
      {(state === 'running' || state === 'paused') && (
        <IconButton label="Cancel the backfill" onClick={() => void act('cancel')}>
          <Ban aria-hidden="true" className="size-3.5" />
        </IconButton>
      )}
    </li>
  )
}
