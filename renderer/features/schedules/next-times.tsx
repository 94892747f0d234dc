import { useMemo } from 'react'
import type { ScheduleDraft } from '../../../shared/model/schedule.ts'
import { describeSchedule } from '../../../shared/schedule/describe.ts'
import { wallOf } from '../../../shared/schedule/local-time.ts'
import { momentsOf, thinned } from '../../../shared/schedule/moments.ts'
import { dateFormat, exactInstant, Until, useNow } from '../../ui/time.tsx'

const shown = 10

type Moment = { at: number; wall: string; shift: number }

function momentsFrom(draft: ScheduleDraft, now: number): Moment[] {
  const moments = thinned({ every: draft.every, moments: momentsOf(draft), recordedTo: now, passed: 0 })
  const found: Moment[] = []
  let offset = wallOf(now, draft.tz) - now
  for (let at = moments.next(now); at !== null && found.length < shown; at = moments.next(at)) {
    const own = wallOf(at, draft.tz) - at
    found.push({ at, wall: wallWords(at + own), shift: own - offset })
    offset = own
  }
  return found
}

const day = { timeZone: 'UTC', weekday: 'short', day: 'numeric', month: 'short' } as const
const thisYear = dateFormat(day)
const otherYear = dateFormat({ ...day, year: 'numeric' })
const wallWords = (wall: number): string => {
  const at = new Date(wall)
  const time = at.toISOString().slice(11, 19)
  const format = at.getUTCFullYear() === new Date().getFullYear() ? thisYear : otherYear
  return `${format.format(at)}, ${time.endsWith(':00') ? time.slice(0, 5) : time}`
}

/** What the draft says, in words, and its next moments; a change of the clocks between two of them is said. */
export function NextTimes({ draft }: { draft: ScheduleDraft | null }) {
  const now = useNow(30_000)
  const result = useMemo(() => {
    if (draft === null) return null
    try {
      return { text: describeSchedule(draft), moments: momentsFrom(draft, now), problem: null }
    } catch (error) {
      return { text: '', moments: [], problem: (error as Error).message }
    }
  }, [draft, now])
  return (
    <section aria-label="Next times">
      <h2 className="mb-1 text-sm font-medium text-ink-2">In words</h2>
      <p aria-live="polite" className="mb-4 min-h-10">
        {result === null ? (
          <span className="text-ink-3">Something above is not right yet.</span>
        ) : (
          (result.problem ?? (
            <>
              {result.text}. <span className="text-ink-2">{draft?.tz} time.</span>
            </>
          ))
        )}
      </p>
      <h2 className="mb-1 text-sm font-medium text-ink-2">Next times</h2>
      {result?.moments.length === 0 && result.problem === null && <p className="text-bad">It is never due.</p>}
      <ol className="tabular-nums">
        {result?.moments.map(({ at, wall, shift }) => (
          <li key={at}>
            {shift !== 0 && (
              <p className="my-0.5 rounded-sm bg-warn-bg px-2 py-0.5 text-sm text-warn">
                The clocks go {shift > 0 ? 'forward' : 'back'} by {Math.abs(shift) / 60_000} minutes
              </p>
            )}
            <span className="flex h-6 items-center gap-2 whitespace-nowrap" title={`${exactInstant(at)} on this computer`}>
              {wall}
              <span className="ml-auto text-xs text-ink-3">
                <Until at={at} />
              </span>
            </span>
          </li>
        ))}
      </ol>
      <p className="mt-4 text-sm text-ink-3">
        A fixed time that the clocks skip runs at the first instant after it; one that comes twice runs the first time. What goes
        by * in minute or hour follows real time.
      </p>
    </section>
  )
}
