import type { Absence, Occurrence } from '../../../shared/model/schedule.ts'
import type { Settings } from '../../../shared/model/settings.ts'
import { occurrenceReasonText } from '../../../shared/occurrence-state.ts'
import { reasonText, type State } from '../../../shared/run-state.ts'
import { describeSchedule } from '../../../shared/schedule/describe.ts'
import { wallOf } from '../../../shared/schedule/local-time.ts'
import type { ScheduleRow } from '../store/schedules.ts'
import type { Store } from '../store/store.ts'
import { heldOccurrences } from './held-occurrences.ts'
import { readMoments, startsOf } from './moments-cache.ts'

type Why = { text: string; occurrence: Occurrence | null }

/** Explains from the records why a schedule did, did not or will not start its job at a time. */
export function whyNot(store: Store, row: ScheduleRow, pausedAll: Settings['paused'], at: number, now: number): Why {
  const occurrence = store.occurrences.ofSchedule(row.number, at + 1, 1)[0]
  if (occurrence && occurrence.lastAt >= at) return { text: outcomeText(store, row, occurrence, at), occurrence }
  const held = isDue(row, at) ? heldOccurrences(store, row, now).find(({ dueAt, lastAt }) => dueAt <= at && at <= lastAt) : null
  if (held) return { text: heldText(row, at), occurrence: held }
  return { text: withoutRecord(store, row, pausedAll, at, now), occurrence: null }
}

/** An occurrence without a record, because its schedule is still paused or disabled. */
function heldText(row: ScheduleRow, at: number): string {
  const { pausedAt, pausedUntil, pauseReason } = row
  const why =
    pausedAt === null
      ? 'its schedule is disabled'
      : `its schedule has been paused since ${localText(pausedAt, row)}${pauseText(row, pausedUntil, pauseReason)}`
  return `The occurrence at ${zonedText(at, row)} was skipped: ${why}.`
}

function outcomeText(store: Store, row: ScheduleRow, occurrence: Occurrence, at: number): string {
  const when = (time: number) => localText(time, row)
  const subject = `The occurrence at ${zonedText(at, row)}`
  const away = occurrence.reason === null ? null : awayText(store.occurrences.absencesBetween(at, at, 5), occurrence, when)
  const why = occurrence.reason === null ? '' : (away ?? occurrenceReasonText[occurrence.reason])
  switch (occurrence.outcome) {
    case 'ran':
      return `${subject} ${occurrence.run?.status === 'skipped' ? 'was' : 'ran'} on time${runText(store, occurrence)}.`
    case 'late':
      return `${subject} ran late, because ${why}${runText(store, occurrence)}.`
    case 'coalesced':
      return `${subject} did not run by itself: ${why}.`
    default:
      return `${subject} was ${occurrence.outcome}: ${why}.`
  }
}

const runStatusText: Record<State, string> = {
  queued: 'is queued',
  running: 'is running',
  succeeded: 'succeeded',
  failed: 'failed',
  cancelled: 'was cancelled',
  skipped: 'was skipped',
}

/** The run itself knows why it was skipped. */
function runText(store: Store, { run }: Occurrence): string {
  if (run === null) return '; its run was deleted later'
  const { reason = null, error = null } = store.runs.byNumber(run.number) ?? {}
  const why = run.status === 'skipped' ? (error ?? (reason === null ? null : reasonText[reason])) : null
  return `: run ${run.number} ${runStatusText[run.status]}${why === null ? '' : ` (${why})`}`
}

/** With the times, where they are known. */
function awayText(absences: Absence[], { reason }: Occurrence, when: (at: number) => string): string | null {
  const absence = absences.find(({ kind }) => kind === reason)
  return absence ? `${occurrenceReasonText[absence.kind]} from ${when(absence.from)} to ${when(absence.to)}` : null
}

function withoutRecord(store: Store, row: ScheduleRow, pausedAll: Settings['paused'], at: number, now: number): string {
  const when = (time: number) => localText(time, row)
  const subject = `The occurrence at ${zonedText(at, row)}`
  if (at <= row.createdAt) return `The schedule did not exist at ${zonedText(at, row)}: it was created at ${when(row.createdAt)}.`
  if (!isDue(row, at)) {
    const next = nextAfter(row, at)
    const following = next === null ? '' : ` Its next occurrence after that is at ${when(next)}.`
    return `The schedule has no occurrence at ${zonedText(at, row)}: its rule is "${describeSchedule(row.spec)}".${following}`
  }
  if (row.problem !== null) return `The schedule has no occurrences: ${row.problem}`
  if (at > now) return futureText(row, pausedAll, at)
  if (startsOf(row)(at) > now) return `${subject} starts at ${when(startsOf(row)(at))}, delayed by the jitter of its schedule.`
  if (at > row.recordedTo) return `${subject} has no outcome yet: LocalFlow records it when the desktop app or "lf serve" runs.`
  if (at <= row.updatedAt)
    return `The schedule had no occurrence at ${zonedText(at, row)}: its rule was changed later, at ${when(row.updatedAt)}.`
  if (at <= store.occurrences.prunedTo())
    return `The outcome of the occurrence at ${zonedText(at, row)} was deleted with old records.`
  return `LocalFlow recorded no outcome for the occurrence at ${zonedText(at, row)}. This is a bug in LocalFlow: report it.`
}

/** What will happen to an occurrence, as everything stands now. The order is that of the recorder. */
function futureText(row: ScheduleRow, pausedAll: Settings['paused'], at: number): string {
  const subject = `The occurrence at ${zonedText(at, row)}`
  const lasts = (until: number | null): boolean => until === null || until > at
  if (pausedAll !== null && lasts(pausedAll.until))
    return `${subject} will be skipped: all automatic runs are paused${pauseText(row, pausedAll.until, pausedAll.reason)}.`
  if (row.pausedAt !== null && lasts(row.pausedUntil))
    return `${subject} will be skipped: its schedule is paused${pauseText(row, row.pausedUntil, row.pauseReason)}.`
  if (!row.enabled) return `${subject} will be skipped: its schedule is disabled.`
  if (!row.jobEnabled) return `${subject} will be skipped: its job is disabled.`
  if (row.skips === at) return `${subject} will be skipped: a person skipped it.`
  return `${subject} is in the future. It will run if LocalFlow is running then.`
}

const pauseText = (row: ScheduleRow, until: number | null, reason: string | null): string =>
  `${until === null ? '' : ` until ${zonedText(until, row)}`}${reason ? ` (${reason})` : ''}`

const isDue = (row: ScheduleRow, at: number): boolean => nextAfter(row, at - 1) === at

function nextAfter({ spec }: ScheduleRow, at: number): number | null {
  try {
    return readMoments(spec).next(at)
  } catch {
    return null
  }
}

const zonedText = (at: number, row: ScheduleRow): string => `${localText(at, row)} (${row.spec.tz})`

const localText = (at: number, { spec: { tz } }: ScheduleRow): string =>
  new Date(wallOf(at, tz))
    .toISOString()
    .replace('T', ' ')
    .slice(0, at % 60_000 === 0 ? 16 : 19)
