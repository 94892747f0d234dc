import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import type { Slot } from '../../../shared/model/schedule.ts'
import { slotReasonText } from '../../../shared/slot-state.ts'
import { api } from '../../api/client.ts'
import { Status } from '../../run-status.tsx'
import { SlotStatus } from '../../slot-status.tsx'
import { exactInstant, scheduledInstant } from '../../ui/time.tsx'

const shown = 30

/** What became of the moments of a schedule, newest first. */
export function SlotList({ id }: { id: string }) {
  const { data } = useQuery(api.schedules.slots.queryOptions({ input: { id, limit: shown } }))
  if (!data) return null
  return (
    <section aria-label="What became of its times" className="mt-6">
      <h2 className="mb-1 text-sm font-medium text-ink-2">What became of its times</h2>
      {data.items.length === 0 && <p className="text-sm text-ink-3">It was not due yet.</p>}
      <ul className="divide-y divide-rule">
        {data.items.map((slot) => (
          <li key={slot.dueAt} className="flex flex-wrap items-center gap-x-3 py-1 tabular-nums">
            <span className="w-64" title={exactInstant(slot.dueAt)}>
              {when(slot)}
            </span>
            <span className="w-28">
              <SlotStatus slot={slot} />
            </span>
            {slot.run ? (
              <Link href={`/runs/${slot.run.number}`} className="inline-flex items-center gap-1.5 hover:underline">
                run {slot.run.number} <Status facts={{ status: slot.run.status, reason: null }} />
              </Link>
            ) : null}
            {slot.madeUp > 0 && (
              <span className="text-sm text-ok">
                {slot.count === 1 ? 'made up for by a backfill' : `${slot.madeUp} made up for by a backfill`}
              </span>
            )}
            {slot.reason !== null && <span className="text-sm text-ink-3">{slotReasonText[slot.reason]}</span>}
          </li>
        ))}
      </ul>
    </section>
  )
}

const when = ({ dueAt, lastAt, count }: Slot): string =>
  dueAt === lastAt ? scheduledInstant(dueAt) : `${scheduledInstant(dueAt)} and ${count === null ? 'many' : count - 1} more`
