import type { ReactNode } from 'react'
import type { Conditions } from '../shared/model/conditions.ts'
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
  conditions: ({ acPower, idleMs, network, host, volume, onlyIf, oncePerDay }: Conditions) =>
    [
      acPower && 'on AC power',
      idleMs !== null && 'when idle',
      network !== null && (network === 'any' ? 'when online' : `in ${network}`),
      host !== null && `when ${host} answers`,
      volume !== null && `when ${volume} is mounted`,
      onlyIf !== undefined && 'if a command succeeds',
      oncePerDay === true && 'once a day',
    ]
      .filter((part) => part !== false)
      .join(', '),
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

/** Names of pages: in the sidebar, the palette, breadcrumbs and the title of the window. */
export const pageWords = {
  home: 'Home',
  jobs: 'Jobs',
  job: 'Job',
  versions: 'Versions',
  trigger: 'Trigger',
  schedule: 'Schedule',
  flows: 'Flows',
  flow: 'Flow',
  pipelines: 'Pipelines',
  pipeline: 'Pipeline',
  files: 'Files',
  file: 'File',
  runs: 'Runs',
  run: 'Run',
  runHistory: 'Run history',
  searchLogs: 'Search logs',
  calendar: 'Calendar',
  transfer: 'Import and export',
  examples: 'Templates and examples',
  queue: 'Queue',
  workers: 'Workers',
  settings: 'Settings',
  notFound: 'Page not found',
  notFoundText: 'The address is wrong, or the page no longer exists.',
  goHome: 'Go to Home',
}

export const listWords = {
  unreadable: (what: string, why: string) => `Could not read the ${what}: ${why}`,
  lastRuns: 'Last 20 runs',
  lastRun: 'Last run',
  changed: 'Changed',
}

/** What is done with jobs, flows and pipelines alike. */
export const definitionWords = {
  edit: 'Edit',
  delete: 'Delete',
  duplicate: 'Duplicate',
  showRuns: 'Show runs',
  runMany: (what: string) => `Run ${what}`,
  runManyText: 'Each starts with the default values of its parameters.',
  showRunsOf: (name: string) => `Show runs of ${name}`,
  showVersions: 'Show versions',
  showVersionsOf: (name: string) => `Show versions of ${name}`,
  moreActions: 'More actions',
  import: 'Import',
  created: (name: string) => `Created "${name}"`,
  saved: (name: string) => `Saved "${name}"`,
  deleted: (name: string) => `Deleted "${name}"`,
  notDeleted: (name: string) => `Could not delete "${name}"`,
  restored: (name: string) => `Restored "${name}"`,
  notRestored: (name: string) => `Could not restore "${name}"`,
  notDuplicated: (name: string) => `Could not duplicate "${name}"`,
  notImported: (file: string) => `Could not import ${file}`,
  failing: 'Failing',
  favorites: 'Favorites',
  /** A row of a list as it is read out. */
  row: (name: string, isFavorite: boolean, state: string, lastRun: string) =>
    `${name}${isFavorite ? ', favorite' : ''}, ${state}, ${lastRun}`,
}

export const preferencesNotSaved = 'Could not save your preferences'

/** Sections of Settings, and what else finds them in the palette. */
export const settingsWords = {
  runs: { title: 'Runs', more: 'parallel concurrency awake sleep' },
  newJobs: { title: 'New jobs', more: 'defaults interpreter timeout retries attempts' },
  automatic: { title: 'Automatic runs', more: 'pause resume schedules triggers' },
  notifications: { title: 'Notifications', more: 'failure alert' },
  keys: { title: 'Keyboard shortcuts', more: 'keys single letters' },
  secrets: { title: 'Secrets', more: 'passwords tokens' },
  address: { title: 'Webhooks and API', more: 'port rest address' },
  environment: { title: 'Environment', more: 'login shell path variables' },
  maintenance: { title: 'Maintenance', more: 'backup cleanup retention' },
  health: { title: 'Health', more: 'database runner spawner programs process' },
  advanced: { title: 'Advanced', more: 'sample cpu memory idempotency' },
}

export type SettingsSection = keyof typeof settingsWords

/** Words of the note that runs wait longer and longer. */
export const queueWaitWords = {
  title: 'Queue wait is growing.',
  numbers: (waits: string[]) => `Hour by hour, 95 % of the runs waited at most ${waits.join(', ')}.`,
}

/** Texts of the Triggers tab of jobs, flows and pipelines. */
export const triggersWords = {
  job: (name: string) => `Job ${name}`,
  disabled: 'Disabled',
  none: 'Nothing starts it automatically',
  noneText: (kind: 'flow' | 'pipeline', name: string) =>
    `Schedules and triggers belong to jobs. Add one here, and LocalFlow creates the job "${name}" to run this ${kind}.`,
  addSchedule: 'Add schedule',
  addTrigger: 'Add trigger',
}
