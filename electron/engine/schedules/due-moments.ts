import type { Absence, ScheduleSpec } from '../../../shared/model/schedule.ts'
import type { OccurrenceOutcome, OccurrenceReason } from '../../../shared/occurrence-state.ts'
import { type Moments, thinned, walkMost } from '../../../shared/schedule/moments.ts'

/** The outcome of one occurrence, or of several in a row that are recorded together; `count` null: more than were counted. */
export type Resolved = {
  dueAt: number
  lastAt: number
  count: number | null
  outcome: OccurrenceOutcome
  reason: OccurrenceReason | null
  /** Milliseconds after now at which its run may start; null: no run starts. */
  runAfter: number | null
}

export type Due = {
  spec: Pick<ScheduleSpec, 'missed' | 'every'>
  moments: Moments
  /** Occurrences up to this time have been recorded. */
  recordedTo: number
  passed: number
  skips: number | null
  /** Why nothing of it may run now, whatever its policy. */
  barred: OccurrenceReason | null
  absence: Absence | null
  now: number
  /** The start of an occurrence: later by its jitter. */
  startOf: (dueAt: number) => number
  /** Existing records after `recordedTo`, as after the clock was set back; in order. */
  known: { dueAt: number; lastAt: number }[]
  /** The last time to resolve: now, or the last of those records if there are very many. */
  upTo: number
  /** The most occurrences of a stretch to count. */
  countMost: number
}

export type Verdict = { occurrences: Resolved[]; recordedTo: number; passed: number }

/** An occurrence later than this is late, even without a known cause. */
export const lateMs = 60_000
/** Catch-up runs start one after the other, this far apart. */
const paceMs = 1_000

/**
 * Resolves every occurrence of a schedule from the last recorded one up to now. Each is in exactly one record; at most one
 * of them runs, or as many as the missed-run policy allows.
 */
export function resolveDue(due: Due): Verdict {
  const { occurrences, recordedTo, passed } = due.spec.every === 1 ? resolveEach(due) : resolveThinned(due)
  return { occurrences, recordedTo, passed }
}

function resolveEach(due: Due): Verdict {
  const { moments, recordedTo, now, upTo, startOf } = due
  let reached = moments.last(upTo, recordedTo)
  while (reached !== null && startOf(reached) > now) reached = moments.last(reached - 1, recordedTo)
  let newest = reached
  for (let occurrence = newest === null ? null : occurrenceOf(due, newest); newest !== null && occurrence !== null; ) {
    newest = moments.last(occurrence.dueAt - 1, recordedTo)
    occurrence = newest === null ? null : occurrenceOf(due, newest)
  }
  return { occurrences: newest === null ? [] : decide(due, newest), recordedTo: reached ?? recordedTo, passed: 0 }
}

function decide(due: Due, newest: number): Resolved[] {
  const { barred, spec, skips } = due
  const first = firstOf(due, newest)
  if (barred !== null) return stretches(due, first, newest, 'skipped', barred)
  const runsNewest = newest !== skips && canRun(due, newest)
  const earlier = first < newest ? earlierThan(due, first, newest, runsNewest) : []
  if (newest === skips) return [...earlier, one(newest, 'skipped', 'asked')]
  if (runsNewest) {
    const behind = spec.missed.policy === 'all' ? earlier.filter(({ runAfter }) => runAfter !== null).length : 0
    return [...earlier, begun(due, newest, behind * paceMs)]
  }
  return [...earlier, one(newest, 'missed', whyLate(due, newest))]
}

/** The existing record of an occurrence. */
const occurrenceOf = ({ known }: Due, at: number): Due['known'][number] | null =>
  known.find(({ dueAt, lastAt }) => dueAt <= at && lastAt >= at) ?? null

/** The first occurrence without a record. */
function firstOf(due: Due, newest: number): number {
  const { moments, recordedTo } = due
  let first = moments.next(recordedTo)
  for (
    let occurrence = first === null ? null : occurrenceOf(due, first);
    first !== null && first < newest && occurrence !== null;
  ) {
    first = moments.next(occurrence.lastAt)
    occurrence = first === null ? null : occurrenceOf(due, first)
  }
  return first ?? newest
}

const isOnTime = ({ absence, now, startOf }: Due, at: number): boolean =>
  now - startOf(at) <= lateMs && !(absence !== null && startOf(at) < absence.to && startOf(at) >= absence.from)

const isTooLate = ({ spec, now, startOf }: Due, at: number): boolean =>
  spec.missed.maxLateMs !== null && now - startOf(at) > spec.missed.maxLateMs

const canRun = (due: Due, at: number): boolean => isOnTime(due, at) || (due.spec.missed.policy !== 'none' && !isTooLate(due, at))

const whyAway = ({ absence }: Due): OccurrenceReason => absence?.kind ?? 'busy'

const whyLate = (due: Due, at: number): OccurrenceReason =>
  due.spec.missed.policy !== 'none' && isTooLate(due, at) ? 'too-late' : whyAway(due)

const begun = (due: Due, at: number, runAfter: number): Resolved =>
  isOnTime(due, at) ? { ...one(at, 'ran', null), runAfter } : { ...one(at, 'late', whyAway(due)), runAfter }

const one = (at: number, outcome: OccurrenceOutcome, reason: OccurrenceReason | null): Resolved => ({
  dueAt: at,
  lastAt: at,
  count: 1,
  outcome,
  reason,
  runAfter: null,
})

/** The occurrences before the newest, for which nothing started when they were due. */
function earlierThan(due: Due, first: number, newest: number, runsNewest: boolean): Resolved[] {
  const last = due.moments.last(newest - 1, first - 1) ?? first
  switch (due.spec.missed.policy) {
    case 'none':
      return stretches(due, first, last, 'missed', whyAway(due))
    case 'last':
      return runsNewest
        ? stretches(due, first, last, 'coalesced', 'newer-ran')
        : stretches(due, first, last, 'missed', newest === due.skips ? whyAway(due) : whyLate(due, last))
    case 'all':
      return catchUp(due, first, last)
  }
}

/** The newest ones up to the limit, oldest first; older ones stay missed. */
function catchUp(due: Due, first: number, last: number): Resolved[] {
  const { moments, spec, skips } = due
  const kept: number[] = []
  let at: number | null = last
  // The newest of all is one of them.
  while (at !== null && at >= first && kept.length < spec.missed.cap - 1 && !isTooLate(due, at)) {
    if (occurrenceOf(due, at) === null) kept.unshift(at)
    at = moments.last(at - 1, first - 1)
  }
  const left = at !== null && at >= first ? stretches(due, first, at, 'missed', isTooLate(due, at) ? 'too-late' : 'over-cap') : []
  let order = 0
  return [
    ...left,
    ...kept.map((dueAt) => (dueAt === skips ? one(dueAt, 'skipped', 'asked') : begun(due, dueAt, order++ * paceMs))),
  ]
}

/** The occurrences from the first to the last, in as few stretches as existing records allow. */
function stretches(due: Due, first: number, last: number, outcome: OccurrenceOutcome, reason: OccurrenceReason): Resolved[] {
  const { moments, known } = due
  const found: Resolved[] = []
  const put = (from: number, to: number | null): void => {
    if (to === null || to < from) return
    found.push({ dueAt: from, lastAt: to, count: countBetween(due, from, to), outcome, reason, runAfter: null })
  }
  let from: number | null = first
  for (const occurrence of known) {
    if (from === null || occurrence.dueAt > last) break
    if (occurrence.lastAt < from) continue
    put(from, moments.last(occurrence.dueAt - 1, from - 1))
    from = moments.next(occurrence.lastAt)
  }
  if (from !== null && from <= last) put(from, last)
  return found
}

function countBetween({ moments, countMost }: Due, first: number, last: number): number | null {
  let count = 1
  for (let at: number | null = first; at !== null && at < last; count++) {
    if (count > countMost) return null
    at = moments.next(at)
  }
  return count
}

/** If only every nth occurrence counts, those are resolved as if there were no others. */
function resolveThinned(due: Due): Verdict {
  const verdict = resolveEach(hasMore(due, walkMost) ? due : { ...due, moments: thinned({ ...due, every: due.spec.every }) })
  return { ...verdict, passed: verdict.recordedTo === due.recordedTo ? due.passed : 1 }
}

function hasMore({ moments, recordedTo, now }: Due, most: number): boolean {
  let at = moments.next(recordedTo)
  for (let steps = 0; at !== null && at <= now; steps++) {
    if (steps === most) return true
    at = moments.next(at)
  }
  return false
}
