import type { Absence, Occurrence } from '../../../shared/model/schedule.ts'
import { occurrenceReasonText } from '../../../shared/occurrence-state.ts'
import { reasonText } from '../../../shared/run-state.ts'
import { describeSchedule } from '../../../shared/schedule/describe.ts'
import { wallOf } from '../../../shared/schedule/local-time.ts'
import type { ScheduleRow } from '../store/schedules.ts'
import type { Store } from '../store/store.ts'
import { readMoments } from './moments-cache.ts'

/** Why a schedule did, or did not, start its job at a moment, from what is written down. */
export function whyNot(store: Store, row: ScheduleRow, at: number, now: number): { text: string; occurrence: Occurrence | null } {
  const occurrence = store.occurrences.ofSchedule(row.number, at + 1, 1)[0]
  if (occurrence && occurrence.lastAt >= at) return { text: occurrenceText(store, row, occurrence, at), occurrence }
  return { text: withoutOccurrence(row, at, now), occurrence: null }
}

function occurrenceText(store: Store, row: ScheduleRow, occurrence: Occurrence, at: number): string {
  const when = (moment: number) => localText(moment, row)
  const due = `It was due at ${when(at)}`
  const away = occurrence.reason === null ? null : awayText(store.occurrences.absencesBetween(at, at, 5), occurrence, when)
  const why = occurrence.reason === null ? '' : (away ?? occurrenceReasonText[occurrence.reason])
  switch (occurrence.outcome) {
    case 'ran':
      return `${due} and ran${runText(store, occurrence)}.`
    case 'late':
      return `${due}, but ${why}; it ran when that was over${runText(store, occurrence)}.`
    case 'coalesced':
      return `${due} and did not run by itself: ${why}.`
    default:
      return `${due} and did not run: ${why}.`
  }
}

/** Why a run that was begun did not do its work is known of the run itself. */
function runText(store: Store, { run }: Occurrence): string {
  if (run === null) return '; its run was deleted since'
  const { reason = null, error = null } = store.runs.byNumber(run.number) ?? {}
  if (run.status !== 'skipped') return `: run ${run.number} ${run.status}`
  return `: run ${run.number}, which was skipped (${error ?? (reason === null ? 'for no known reason' : reasonText[reason])})`
}

const awayWord: Record<Absence['kind'], string> = {
  asleep: 'the computer was asleep',
  closed: 'LocalFlow was not running',
  'clock-set': 'the clock was set past it',
  busy: 'LocalFlow was held up',
}

/** With the times, where they are known. */
function awayText(absences: Absence[], { reason }: Occurrence, when: (at: number) => string): string | null {
  const absence = absences.find(({ kind }) => kind === reason)
  return absence ? `${awayWord[absence.kind]} from ${when(absence.from)} to ${when(absence.to)}` : null
}

function withoutOccurrence(row: ScheduleRow, at: number, now: number): string {
  const when = (moment: number) => localText(moment, row)
  const isDue = nextAfter(row, at - 1) === at
  if (!isDue) {
    const next = nextAfter(row, at)
    return `It is not due at ${when(at)}. It says: ${describeSchedule(row.spec)} (${row.spec.tz}).${next === null ? '' : ` After that it is due at ${when(next)}.`}`
  }
  if (row.problem !== null) return `It cannot be due: ${row.problem}`
  if (at <= row.createdAt) return `The schedule did not exist yet at ${when(at)}: it was created at ${when(row.createdAt)}.`
  if (at > now) return `${when(at)} is still to come.`
  if (at <= row.updatedAt)
    return `It was changed at ${when(row.updatedAt)}, and was not due at ${when(at)} by what it said before.`
  return `It was due at ${when(at)}, and nothing is written down of it. That is a defect of LocalFlow: please report it.`
}

function nextAfter({ spec }: ScheduleRow, at: number): number | null {
  try {
    return readMoments(spec).next(at)
  } catch {
    return null
  }
}

const localText = (at: number, { spec: { tz } }: ScheduleRow): string =>
  new Date(wallOf(at, tz))
    .toISOString()
    .replace('T', ' ')
    .slice(0, at % 60_000 === 0 ? 16 : 19)
