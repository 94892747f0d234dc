import { History, Pause, Play, SkipForward, Trash2 } from 'lucide-react'
import type { Schedule } from '../../../shared/model/schedule.ts'
import { Button } from '../../ui/button.tsx'
import { removeSchedule, resumeSchedule, skipNext } from './actions.ts'
import { State } from './schedule-list.tsx'
import { words } from './words.ts'

/** The state of the saved schedule, and what can be done with it. */
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
          {skips === null ? words.skipNext : words.unskip}
        </Button>
      )}
      {paused === null ? (
        <Button small onClick={() => onAsk('pause')}>
          <Pause aria-hidden="true" className="size-3" />
          {words.pauseDialog}
        </Button>
      ) : (
        <Button small onClick={() => void resumeSchedule(schedule)}>
          <Play aria-hidden="true" className="size-3" />
          {words.resume}
        </Button>
      )}
      <Button small onClick={() => onAsk('backfill')}>
        <History aria-hidden="true" className="size-3" />
        {words.backfillDialog}
      </Button>
      <Button small look="danger" onClick={() => void removeSchedule(schedule).then((gone) => gone && onGone())}>
        <Trash2 aria-hidden="true" className="size-3" />
        {words.delete}
      </Button>
    </div>
  )
}
