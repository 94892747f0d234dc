import type { Run } from '../../../shared/model/run.ts'
import type { Absence, Occurrence } from '../../../shared/model/schedule.ts'

/** Reasons why LocalFlow itself could not start an occurrence in time; the others are somebody's choice. */
const reasons: Occurrence['reason'][] = [
  'asleep',
  'closed',
  'clock-set',
  'busy',
  'too-late',
  'over-cap',
  'newer-ran',
  'forgotten',
]

export type AwayCounts = { late: number; covered: number; missed: number; waited: number; isCut: boolean }

export type AwaySummary = {
  /** Newest first. */
  missed: Occurrence[]
  /** Runs whose conditions did not hold in time. */
  waited: Run[]
  counts: AwayCounts
  /** The newest absence. */
  absence: Absence | null
  /** Dismissing up to this time dismisses all of it. */
  newest: number
}

type Answer = { occurrences: Occurrence[]; absences: Absence[]; waited: Run[] }

/** What could not start in time and was not dismissed yet; null if there is nothing. */
export function awaySummary({ occurrences, absences, waited }: Answer, dismissed: number): AwaySummary | null {
  const missed = occurrences.filter(({ reason, recordedAt }) => reasons.includes(reason) && recordedAt > dismissed)
  const inVain = waited.filter(({ endedAt }) => (endedAt ?? 0) > dismissed)
  if (missed.length + inVain.length === 0) return null
  const countOf = (...outcomes: Occurrence['outcome'][]): number =>
    missed.filter(({ outcome }) => outcomes.includes(outcome)).reduce((sum, { count }) => sum + (count ?? 1), 0)
  return {
    missed,
    waited: inVain,
    counts: {
      late: countOf('ran', 'late'),
      covered: countOf('coalesced'),
      missed: countOf('missed', 'skipped'),
      waited: inVain.length,
      isCut: missed.some(({ count }) => count === null),
    },
    absence: absences.find(({ to }) => to > dismissed) ?? null,
    newest: Math.max(...missed.map(({ recordedAt }) => recordedAt), ...inVain.map(({ endedAt }) => endedAt ?? 0)),
  }
}
