import type { ScheduleRow } from '../store/schedules.ts'
import type { Store } from '../store/store.ts'
import type { Due } from './due-moments.ts'
import { readMoments, startsOf } from './moments-cache.ts'

/** Records after a clock was set back that are read at once. */
const knownMost = 500

/** The occurrences of a schedule to resolve, up to now. Throws `invalid` if its expression or its zone cannot be read. */
export function dueOf(store: Store, row: ScheduleRow, at: Pick<Due, 'barred' | 'absence' | 'now' | 'countMost'>): Due {
  const { spec, recordedTo, passed, skips } = row
  const known = store.occurrences.after(row.number, recordedTo, knownMost)
  const upTo = known.length === knownMost ? Math.min(at.now, known.at(-1)?.lastAt ?? at.now) : at.now
  return { ...at, spec, moments: readMoments(spec), recordedTo, passed, skips, startOf: startsOf(row), known, upTo }
}
