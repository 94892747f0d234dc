import { compileCron } from '../cron/occurrences.ts'
import type { ScheduleSpec } from '../model/schedule.ts'
import { allowedOf, type Next, within } from './allowed-times.ts'
import { lastOf } from './last-moment.ts'

/** When a schedule is due, read once. All instants are nominal: without jitter. */
export type Moments = {
  /** The first after an instant; null where there is none any more. */
  next(after: number): number | null
  /** The last up to an instant, and after another; null where there is none between them. */
  last(upTo: number, after: number): number | null
}

/** Reads a specification. Throws `invalid` for what cannot be read: an expression, a zone that is not known any more. */
export function momentsOf(spec: Pick<ScheduleSpec, 'timing' | 'tz' | 'window' | 'daysOff'>): Moments {
  const raw = rawNext(spec)
  const next = remembering(spec.window === null && spec.daysOff.length === 0 ? raw : within(raw, allowedOf(spec)))
  return { next, last: (upTo, after) => lastOf(next, upTo, after) }
}

/** The same few are asked for again and again while the occurrences of a schedule are recorded. */
function remembering(next: Next): Next {
  let known: [after: number, found: number | null][] = []
  return (after) => {
    const hit = known.find(([asked]) => asked === after)
    if (hit) return hit[1]
    const found = next(after)
    known = [[after, found], ...known.slice(0, 2)]
    return found
  }
}

function rawNext({ timing, tz }: Pick<ScheduleSpec, 'timing' | 'tz'>): Next {
  switch (timing.kind) {
    case 'cron':
      return compileCron(timing.expr, tz).next
    case 'every':
      return (after) => timing.anchor + Math.floor((after - timing.anchor) / timing.ms + 1) * timing.ms
    case 'once':
      return (after) => (timing.at > after ? timing.at : null)
  }
}

/** The most occurrences to walk through when counting every nth; after more, the count starts again. */
export const walkMost = 5_000

/** The moments that count: those after `recordedTo`, of which the next that counts comes after so many that passed. */
export function thinned({
  every,
  moments,
  recordedTo,
  passed,
}: {
  every: number
  moments: Moments
  recordedTo: number
  passed: number
}): Moments {
  if (every === 1) return moments

  /** Calls for each that counts, until it says that it has enough. */
  function walk(enough: (at: number) => boolean): void {
    let skip = passed === 0 ? 0 : every - passed
    let at = moments.next(recordedTo)
    for (let steps = 0; at !== null && steps < walkMost; steps++) {
      if (skip === 0) {
        if (enough(at)) return
        skip = every
      }
      skip--
      at = moments.next(at)
    }
  }

  return {
    next(after) {
      let found: number | null = null
      walk((at) => {
        if (at <= after) return false
        found = at
        return true
      })
      return found
    },
    last(upTo, after) {
      let found: number | null = null
      walk((at) => {
        if (at > upTo) return true
        if (at > after) found = at
        return false
      })
      return found
    },
  }
}
