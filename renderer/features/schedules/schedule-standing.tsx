import { History, Pause, Play, SkipForward, Trash2 } from 'lucide-react'
import type { Schedule } from '../../../shared/model/schedule.ts'
import { Button } from '../../ui/button.tsx'
import { removeSchedule, resumeSchedule, skipNext } from './actions.ts'
import { State } from './job-schedules.tsx'

/** How it stands as it was saved, and what can be done with it at once. */
export function Standing({
  schedule,
  onAsk,
  onGone,
}: {
  schedule: Schedule
  onAsk(what: 'pause' | 'backfill'): void
  onGone(): void
}) {
  const { paused, enabled, nextAt, skips } = schedule
  return (
    <div className="mb-4 flex flex-wrap items-center gap-2 rounded-md border border-rule bg-bg px-3 py-2">
      <span aria-live="polite" className="mr-auto">
        <State schedule={schedule} />
      </span>
      {enabled && paused === null && nextAt !== null && (
        <Button small onClick={() => void skipNext(schedule, skips === null)}>
          <SkipForward aria-hidden="true" className="size-3" />
          {skips === null ? 'Skip the next time' : 'Do not skip it'}
        </Button>
      )}
      {paused === null ? (
        <Button small onClick={() => onAsk('pause')}>
          <Pause aria-hidden="true" className="size-3" />
          Pause…
        </Button>
      ) : (
        <Button small onClick={() => void resumeSchedule(schedule)}>
          <Play aria-hidden="true" className="size-3" />
          Resume
        </Button>
      )}
      <Button small onClick={() => onAsk('backfill')}>
        <History aria-hidden="true" className="size-3" />
        Backfill…
      </Button>
      <Button small look="danger" onClick={() => void removeSchedule(schedule).then((gone) => gone && onGone())}>
        <Trash2 aria-hidden="true" className="size-3" />
        Delete
      </Button>
    </div>
  )
}
