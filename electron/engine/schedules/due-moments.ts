import type { Absence, ScheduleSpec } from '../../../shared/model/schedule.ts'
import { type Moments, thinned, walkMost } from '../../../shared/schedule/moments.ts'
import type { SlotOutcome, SlotReason } from '../../../shared/slot-state.ts'

/** What becomes of one moment, or of several in a row that are told of together; `count` null: more than were counted. */
export type Settled = {
  dueAt: number
  lastAt: number
  count: number | null
  outcome: SlotOutcome
  reason: SlotReason | null
  /** Milliseconds after now at which its run may begin; null: none is begun. */
  runAfter: number | null
}

export type Due = {
  spec: Pick<ScheduleSpec, 'missed' | 'every'>
  moments: Moments
  /** Moments up to this one have been settled. */
  settledTo: number
  passed: number
  skips: number | null
  /** Nothing of it runs now, whatever its policy. */
  barred: SlotReason | null
  absence: Absence | null
  now: number
  /** When a moment is started: later by its jitter. */
  startOf: (dueAt: number) => number
  /** The slots there are after `settledTo` already, as behind a clock that was set back; in order. */
  known: { dueAt: number; lastAt: number }[]
  /** No moment after this one is looked at: now, or the last of those slots where there are very many. */
  upTo: number
  /** How many moments of a stretch are counted at most. */
  countMost: number
}

export type Verdict = { slots: Settled[]; settledTo: number; passed: number }

/** What is later than this is late, even where nothing held it up that is known. */
export const lateMs = 60_000
/** Runs that catch up begin one after the other, so far apart. */
const paceMs = 1_000

/**
 * What becomes of every moment of a schedule from the last that was settled up to now. Each is in exactly one of the
 * slots; at most one of them runs, or as many as a policy of catching up allows.
 */
export function settle(due: Due): Verdict {
  const { slots, settledTo, passed } = due.spec.every === 1 ? settleEach(due) : settleThinned(due)
  return { slots, settledTo, passed }
}

function settleEach(due: Due): Verdict {
  const { moments, settledTo, now, upTo, startOf } = due
  let reached = moments.last(upTo, settledTo)
  while (reached !== null && startOf(reached) > now) reached = moments.last(reached - 1, settledTo)
  let newest = reached
  for (let slot = newest === null ? null : slotOf(due, newest); newest !== null && slot !== null; ) {
    newest = moments.last(slot.dueAt - 1, settledTo)
    slot = newest === null ? null : slotOf(due, newest)
  }
  return { slots: newest === null ? [] : decide(due, newest), settledTo: reached ?? settledTo, passed: 0 }
}

function decide(due: Due, newest: number): Settled[] {
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

/** The slot that a moment has already. */
const slotOf = ({ known }: Due, at: number): Due['known'][number] | null =>
  known.find(({ dueAt, lastAt }) => dueAt <= at && lastAt >= at) ?? null

/** The first moment without a slot. */
function firstOf(due: Due, newest: number): number {
  const { moments, settledTo } = due
  let first = moments.next(settledTo)
  for (let slot = first === null ? null : slotOf(due, first); first !== null && first < newest && slot !== null; ) {
    first = moments.next(slot.lastAt)
    slot = first === null ? null : slotOf(due, first)
  }
  return first ?? newest
}

const isOnTime = ({ absence, now, startOf }: Due, at: number): boolean =>
  now - startOf(at) <= lateMs && !(absence !== null && startOf(at) < absence.to && startOf(at) >= absence.from)

const isTooLate = ({ spec, now, startOf }: Due, at: number): boolean =>
  spec.missed.maxLateMs !== null && now - startOf(at) > spec.missed.maxLateMs

const canRun = (due: Due, at: number): boolean => isOnTime(due, at) || (due.spec.missed.policy !== 'none' && !isTooLate(due, at))

const whyAway = ({ absence }: Due): SlotReason => absence?.kind ?? 'busy'

const whyLate = (due: Due, at: number): SlotReason =>
  due.spec.missed.policy !== 'none' && isTooLate(due, at) ? 'too-late' : whyAway(due)

const begun = (due: Due, at: number, runAfter: number): Settled =>
  isOnTime(due, at) ? { ...one(at, 'ran', null), runAfter } : { ...one(at, 'late', whyAway(due)), runAfter }

const one = (at: number, outcome: SlotOutcome, reason: SlotReason | null): Settled => ({
  dueAt: at,
  lastAt: at,
  count: 1,
  outcome,
  reason,
  runAfter: null,
})

/** The moments before the newest, which nothing was begun for when they were due. */
function earlierThan(due: Due, first: number, newest: number, runsNewest: boolean): Settled[] {
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

/** The newest so many, oldest first; what was before them stays missed. */
function catchUp(due: Due, first: number, last: number): Settled[] {
  const { moments, spec, skips } = due
  const kept: number[] = []
  let at: number | null = last
  // The newest of all is one of them.
  while (at !== null && at >= first && kept.length < spec.missed.cap - 1 && !isTooLate(due, at)) {
    if (slotOf(due, at) === null) kept.unshift(at)
    at = moments.last(at - 1, first - 1)
  }
  const left = at !== null && at >= first ? stretches(due, first, at, 'missed', isTooLate(due, at) ? 'too-late' : 'over-cap') : []
  let order = 0
  return [
    ...left,
    ...kept.map((dueAt) => (dueAt === skips ? one(dueAt, 'skipped', 'asked') : begun(due, dueAt, order++ * paceMs))),
  ]
}

/** The moments from the first to the last, as few stretches as the slots leave that are there already. */
function stretches(due: Due, first: number, last: number, outcome: SlotOutcome, reason: SlotReason): Settled[] {
  const { moments, known } = due
  const found: Settled[] = []
  const put = (from: number, to: number | null): void => {
    if (to === null || to < from) return
    found.push({ dueAt: from, lastAt: to, count: countBetween(due, from, to), outcome, reason, runAfter: null })
  }
  let from: number | null = first
  for (const slot of known) {
    if (from === null || slot.dueAt > last) break
    if (slot.lastAt < from) continue
    put(from, moments.last(slot.dueAt - 1, from - 1))
    from = moments.next(slot.lastAt)
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

/** Where only each so-manieth counts, those that count are due as if there were no others. */
function settleThinned(due: Due): Verdict {
  const verdict = settleEach(hasMore(due, walkMost) ? due : { ...due, moments: thinned({ ...due, every: due.spec.every }) })
  return { ...verdict, passed: verdict.settledTo === due.settledTo ? due.passed : 1 }
}

function hasMore({ moments, settledTo, now }: Due, most: number): boolean {
  let at = moments.next(settledTo)
  for (let steps = 0; at !== null && at <= now; steps++) {
    if (steps === most) return true
    at = moments.next(at)
  }
  return false
}
