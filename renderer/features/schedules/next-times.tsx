import { useMemo } from 'react'
import type { ScheduleDraft } from '../../../shared/model/schedule.ts'
import { describeSchedule } from '../../../shared/schedule/describe.ts'
import { wallOf } from '../../../shared/schedule/local-time.ts'
import { momentsOf, thinned } from '../../../shared/schedule/moments.ts'
import { dateFormat, exactInstant, Until, useNow } from '../../ui/time.tsx'
import { words } from './words.ts'

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

/** The draft in words, and its next occurrences, with the clock changes between them. */
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
    <section aria-label={words.nextTimes}>
      <h2 className="mb-1 text-sm font-medium text-ink-2">{words.inWords}</h2>
      <p aria-live="polite" className="mb-4 min-h-10">
        {result === null ? (
          <span className="text-ink-3">{words.notValidYet}</span>
        ) : (
          (result.problem ?? (
            <>
              {result.text}. <span className="text-ink-2">{words.inZone(draft?.tz ?? '')}</span>
            </>
          ))
        )}
      </p>
      <h2 className="mb-1 text-sm font-medium text-ink-2">{words.nextTimes}</h2>
      {result?.moments.length === 0 && result.problem === null && <p className="text-bad">{words.never}</p>}
      <ol className="tabular-nums">
        {result?.moments.map(({ at, wall, shift }) => (
          <li key={at}>
            {shift !== 0 && (
              <p className="my-0.5 rounded-sm bg-warn-bg px-2 py-0.5 text-sm text-warn">{words.clocksChange(shift / 60_000)}</p>
            )}
            <span className="flex h-6 items-center gap-2 whitespace-nowrap" title={words.onThisComputer(exactInstant(at))}>
              {wall}
              <span className="ml-auto text-xs text-ink-3">
                <Until at={at} />
              </span>
            </span>
          </li>
        ))}
      </ol>
      <p className="mt-4 text-sm text-ink-3">{words.clockNote}</p>
    </section>
  )
}
