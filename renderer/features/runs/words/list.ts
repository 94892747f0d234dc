import type { ReactNode } from 'react'
import { countText } from '../../../ui/count-text.ts'
import { sentence } from '../../../ui/sentence.ts'

export const nouns = ['run', 'runs'] as const

const runs = (count: number): string => countText(count, nouns)

/** What can be done with a run of the list, in its row and in its menu. */
export const actionWords = {
  stop: { name: 'Stop', of: (run: number) => `Stop run ${run}` },
  cancel: { name: 'Cancel', of: (run: number) => `Cancel run ${run}` },
  retry: { name: 'Retry', of: (run: number) => `Retry run ${run}` },
  rerun: { name: 'Re-run', of: (run: number) => `Re-run run ${run}` },
  open: { name: 'Open', of: (run: number) => `Open run ${run}` },
  editJob: { name: 'Edit job', of: (run: number) => `Edit the job of run ${run}` },
  delete: { name: 'Delete…', of: (run: number) => `Delete run ${run}…` },
  pin: { name: 'Pin', of: (run: number) => `Pin run ${run}` },
  unpin: { name: 'Unpin', of: (run: number) => `Unpin run ${run}` },
  stopFirst: (run: number) => `Run ${run} has not ended. Stop it first.`,
  unpinFirst: (run: number) => `Run ${run} is pinned. Unpin it first.`,

  cancelled: (run: number) => `Cancelled run ${run}`,
  stopping: (run: number) => `Stopping run ${run}`,
  retrying: (run: number) => `Retrying run ${run}`,
  started: (run: number) => `Started run ${run}`,
  pinned: (run: number) => `Pinned run ${run}`,
  unpinned: (run: number) => `Unpinned run ${run}`,
  notPinned: (run: number) => `Could not pin run ${run}`,
  notUnpinned: (run: number) => `Could not unpin run ${run}`,
  openStarted: 'Open run',
  notStopped: (run: number) => `Could not stop run ${run}`,
  notRetried: (run: number) => `Could not retry run ${run}`,
  notRerun: (run: number) => `Could not re-run run ${run}`,
}

export const listWords = {
  title: 'Runs',
  filter: 'Filter runs',
  quickFilters: { failed: 'Failed', running: 'Running', waiting: 'Waiting', today: 'Today', withinFlows: 'Within flows' },
  none: 'No runs yet',
  noneHint: (command: ReactNode) => sentence`Run a job, or any command with ${command}. Runs and their output appear here.`,
  noneOf: {
    job: 'Run this job now, or give it a schedule.',
    flow: 'Run this flow now.',
    pipeline: 'Run this pipeline now.',
  },
  command: 'lf exec -- COMMAND',
  goToJobs: 'Go to jobs',

  searching: (to: string | null) => (to === null ? 'Searching…' : `Searching… Searched back to ${to}.`),
  searched: (to: string | null) => (to === null ? 'More runs may match.' : `Searched back to ${to}.`),
  goOn: 'Continue',
  noneSoFar: 'No run found so far',
  kinds: { job: 'Job', command: 'Command', flow: 'Flow', pipeline: 'Pipeline' },

  run: 'Run',
  status: 'Status',
  name: 'Name',
  startedBy: 'Started by',
  started: 'Started',
  took: 'Took',
  version: 'Version',
  waited: 'Waited',
  exitCode: 'Exit code',
  by: 'By',
  queued: 'Queued',
  ended: 'Ended',
  scheduledFor: 'Scheduled for',
  signal: 'Signal',
  cpu: 'CPU time',
  memory: 'Peak memory',
  params: 'Parameters',

  pinnedRun: 'Pinned',
  test: 'Test',
  exit: (code: number) => `· exit ${code}`,
  trigger: (trigger: string, scheduled: string) => `${trigger}, scheduled for ${scheduled}`,
  nameOf: (run: number) => `run ${run}`,
  /** How screen readers read a row. */
  sentence: (run: {
    status: string
    title: string
    number: number
    trigger: string
    at: string
    took: string | null
    isPinned: boolean
  }) =>
    `${run.status}: ${run.title}, run ${run.number}${run.isPinned ? ', pinned' : ''}, ${run.trigger}, ${run.at}${run.took === null ? '' : `, took ${run.took}`}`,
  withError: (text: string, error: string) => `${text}. ${error}`,
  recentFailures: (count: number, isPart: boolean) =>
    ` · ${count.toLocaleString('en')}${isPart ? '+' : ''} failed in the last hour`,
}

/** Of the file that the list can be exported to. */
export const exportWords = {
  csv: 'Export as CSV',
  json: 'Export as JSON',
  busy: 'Exporting runs',
  done: (count: number) => `Exported ${runs(count)}`,
  failed: 'Could not export the runs',
}

const runOrRuns = (count: number | null, isPart = false): string =>
  count === null ? 'runs' : count === 1 && !isPart ? 'run' : countText(count, nouns, { isPart })

type BulkWords = {
  menu: string
  button: string
  /** The title of the dialog and its button; null: so many as match; `isPart`: at least so many. */
  title(count: number | null, isPart?: boolean): string
  text(isOne: boolean): string
  none: string
  done(count: number): string
  failed(count: number | null): string
}

const actions = {
  rerun: {
    menu: 'Re-run all runs…',
    button: 'Re-run',
    title: (count, isPart) => `Re-run ${runOrRuns(count, isPart)}`,
    text: (isOne) =>
      isOne
        ? 'LocalFlow starts a new run with the same parameters, in the current version of its job, flow or pipeline.'
        : 'For each run, LocalFlow starts a new one with the same parameters, in the current version of its job, flow or pipeline.',
    none: 'No runs to re-run',
    done: (count) => `Started ${runs(count)}`,
    failed: (count) => `Could not re-run ${count === null ? 'the runs' : runs(count)}`,
  },
  pin: {
    menu: 'Pin all runs…',
    button: 'Pin',
    title: (count, isPart) => `Pin ${runOrRuns(count, isPart)}`,
    text: () => 'LocalFlow keeps pinned runs with their logs and files until you unpin them.',
    none: 'No runs to pin',
    done: (count) => `Pinned ${runs(count)}`,
    failed: (count) => `Could not pin ${count === null ? 'the runs' : runs(count)}`,
  },
  unpin: {
    menu: 'Unpin all runs…',
    button: 'Unpin',
    title: (count, isPart) => `Unpin ${runOrRuns(count, isPart)}`,
    text: () => 'LocalFlow deletes unpinned runs once they are older than the retention time.',
    none: 'No runs to unpin',
    done: (count) => `Unpinned ${runs(count)}`,
    failed: (count) => `Could not unpin ${count === null ? 'the runs' : runs(count)}`,
  },
  cancel: {
    menu: 'Stop active runs…',
    button: 'Stop',
    title: (count, isPart) => `Stop ${runOrRuns(count, isPart)}`,
    text: () => 'LocalFlow cancels queued runs and stops running ones. Ended runs do not change.',
    none: 'No runs to stop',
    done: (count) => `Stopping ${runs(count)}`,
    failed: (count) => `Could not stop ${count === null ? 'the runs' : runs(count)}`,
  },
  retry: {
    menu: 'Retry unsuccessful runs…',
    button: 'Retry',
    title: (count, isPart) => `Retry ${runOrRuns(count, isPart)}`,
    text: () => 'Each run that failed, was cancelled or was skipped gets another attempt and keeps its history.',
    none: 'No runs to retry',
    done: (count) => `Retrying ${runs(count)}`,
    failed: (count) => `Could not retry ${count === null ? 'the runs' : runs(count)}`,
  },
  delete: {
    menu: 'Delete ended runs…',
    button: 'Delete',
    title: (count, isPart) => `Delete ${runOrRuns(count, isPart)}`,
    text: (isOne) =>
      `LocalFlow deletes ${isOne ? 'the run with its' : 'the runs with their'} history, logs and metrics. You cannot undo this.`,
    none: 'No runs to delete',
    done: (count) => `Deleted ${runs(count)}`,
    failed: (count) => `Could not delete ${count === null ? 'the runs' : runs(count)}`,
  },
} satisfies Record<string, BulkWords>

/** Words of what is done with several runs. */
export const bulkWords = {
  actions,
  working: {
    rerun: 'Re-running runs',
    pin: 'Pinning runs',
    unpin: 'Unpinning runs',
    cancel: 'Stopping runs',
    retry: 'Retrying runs',
    delete: 'Deleting runs',
  },
  showRuns: 'Show runs',
  refusedSoFar: (count: number) => `, ${count.toLocaleString('en')} refused`,
  refused: (count: number, reason: string) => `${count.toLocaleString('en')} refused: ${reason}.`,
  cancel: 'Cancel',
  cancelOf: (name: string) => `Cancel “${name}”`,
  notCancelled: 'Could not cancel the operation',
  retryFailed: (count: number, isPart: boolean) =>
    count === 1 && !isPart
      ? 'Retry the failed run…'
      : `Retry all ${countText(count, ['failed run', 'failed runs'], { isPart })}…`,
  menu: 'More actions for all runs in this list',
  operations: 'Bulk operations',
  asks: (button: string) => `${button}…`,
  allListed: 'Applies to all runs in this list.',
  allMatching: (filter: ReactNode) => sentence`Applies to all runs that match ${filter}.`,
  noneToRetry: 'All selected runs succeeded or are still active',
  noneToStop: 'All selected runs have ended',
}
