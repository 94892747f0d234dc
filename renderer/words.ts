import type { ReactNode } from 'react'
import type { Run } from '../shared/model/run.ts'
import type { OccurrenceOutcome } from '../shared/occurrence-state.ts'
import type { Reason } from '../shared/run-state.ts'
import { countText } from './ui/count-text.ts'
import { sentence } from './ui/sentence.ts'

const statuses: Record<Run['status'], string> = {
  queued: 'Queued',
  running: 'Running',
  succeeded: 'Succeeded',
  failed: 'Failed',
  cancelled: 'Cancelled',
  skipped: 'Skipped',
}
const outcomes: Record<OccurrenceOutcome, string> = {
  ran: 'On time',
  late: 'Late',
  skipped: 'Skipped',
  missed: 'Missed',
  coalesced: 'Coalesced',
}

/** Texts that several folders share. */
export const words = {
  statuses,
  /** In place of "Failed". */
  failures: { timeout: 'Timed out', lost: 'Lost', rejected: 'Rejected', 'could-not-start': 'Could not start' } satisfies Partial<
    Record<Reason, string>
  >,
  waitingToRetry: 'Waiting to retry',
  untilTime: (time: string) => `until ${time}`,
  outcomes,

  neverRan: 'Never ran',
  lastRuns: (count: number, counted: string) => `Last ${count === 1 ? 'run' : countText(count, ['run', 'runs'])}: ${counted}`,
  countOf: (count: number, status: string) => `${count.toLocaleString('en')} ${status.toLowerCase()}`,
  lastRun: (status: string, ended: string | null) => `last run ${status.toLowerCase()}${ended === null ? '' : ` ${ended}`}`,
  noLastRun: 'never ran',

  byActor: (name: ReactNode) => sentence`by ${name}`,
}
