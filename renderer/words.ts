import type { ReactNode } from 'react'
import type { Conditions } from '../shared/model/conditions.ts'
import type { Run } from '../shared/model/run.ts'
import type { OccurrenceOutcome } from '../shared/occurrence-state.ts'
import type { Reason } from '../shared/run-state.ts'
import { countText } from './ui/count-text.ts'
import type { KeyId, KeyPlace } from './ui/key-table.ts'
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
  showRunsOf: (name: string) => `Show runs of ${name}`,
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
  advanced: { title: 'Advanced', more: 'sample cpu memory idempotency' },
}

export type SettingsSection = keyof typeof settingsWords

export const keyPlaceWords: Record<KeyPlace, string> = {
  anywhere: 'Anywhere',
  list: 'In a list',
  panel: 'In the panel',
  home: 'On Home',
  calendar: 'In the calendar',
  job: 'On a job',
  run: 'On a run',
  log: 'In a log',
  canvas: 'In the flow editor',
}

/** What each key does. */
export const keyWords: Record<KeyId, string> = {
  palette: 'Search or run',
  filter: 'Filter the list',
  help: 'Show keyboard shortcuts',
  new: 'New job, flow or pipeline',
  undo: 'Undo the last action that can be undone',
  settings: 'Go to Settings',
  goHome: 'Go to Home',
  goJobs: 'Go to Jobs',
  goFlows: 'Go to Flows',
  goPipelines: 'Go to Pipelines',
  goRuns: 'Go to Runs',
  goCalendar: 'Go to Calendar',
  goQueue: 'Go to Queue',
  goWorkers: 'Go to Workers',
  next: 'Next row',
  previous: 'Previous row',
  open: 'Open',
  peek: 'Show details in the panel, or close them',
  openFolder: 'Open the folder',
  closeFolder: 'Close the folder, or go to it',
  selectRow: 'Select the row, or all in a folder',
  extendDown: 'Extend the selection down',
  extendUp: 'Extend the selection up',
  selectAll: 'Select all rows; again, all that match',
  clearSelection: 'Clear the selection',
  rowMenu: 'Show all actions',
  runSelected: 'Run or re-run',
  stopSelected: 'Stop or cancel',
  retrySelected: 'Retry the run',
  editSelected: 'Edit the job, flow or pipeline',
  pauseSelected: 'Enable or disable the job',
  favoriteSelected: 'Add to or remove from favorites',
  tagSelected: 'Add or remove tags',
  moveSelected: 'Move to a folder',
  renameSelected: 'Rename',
  deleteSelected: 'Delete',
  switchToPanel: 'Go to the panel, or back from it',
  closePanel: 'Close the panel',
  retryAlert: 'Retry the failed run',
  acknowledgeAlert: 'Acknowledge the alert',
  snoozeAlert: 'Snooze the alert for an hour',
  calendarDay: 'Show day',
  calendarWeek: 'Show week',
  calendarAgenda: 'Show agenda',
  calendarToday: 'Go to today',
  calendarNext: 'Next day, week or two weeks',
  calendarPrevious: 'Previous day, week or two weeks',
  runJob: 'Run, or save and run',
  editBody: 'Edit the script or command',
  save: 'Save',
  test: 'Test run',
  nextRun: 'Next run',
  previousRun: 'Previous run',
  rerun: 'Re-run',
  rerunWithChanges: 'Re-run with changes',
  compareRun: 'Compare with the last successful run',
  runTab: 'Open a tab by its number',
  retry: 'Retry',
  stop: 'Stop',
  editJob: 'Edit the job, flow or pipeline',
  levelUp: 'Go to the list, or to the job, flow or pipeline',
  findInLog: 'Find in the log',
  nextHit: 'Next hit',
  previousHit: 'Previous hit',
  nextError: 'Next error or warning',
  previousError: 'Previous error or warning',
  goToLine: 'Go to line',
  follow: 'Go to the end, and follow the log',
  logTop: 'Go to the first line',
  wrapLines: 'Wrap lines, or stop wrapping them',
  logTimes: 'Show the next kind of timestamps',
  extendLinesDown: 'Extend the selected lines down',
  extendLinesUp: 'Extend the selected lines up',
  copyLines: 'Copy the selected lines',
  clearLines: 'Clear the selection or the search',
  addNode: 'Add a node after the selected one, or on the selected wire',
  connectNode: 'Connect the selected node',
  openOutline: 'Show the outline, or the canvas',
  nodeOfKind: 'Add a node of the first to eighth kind, or a note',
  nodeBelow: 'Go along a wire to the next node',
  nodeAbove: 'Go back along a wire',
  nodeLeft: 'Go to the node at the left',
  nodeRight: 'Go to the node at the right',
  extendBelow: 'Extend the selection along a wire',
  extendAbove: 'Extend the selection back along a wire',
  extendLeft: 'Extend the selection to the left',
  extendRight: 'Extend the selection to the right',
  moveDown: 'Move the selection down',
  moveUp: 'Move the selection up',
  moveLeft: 'Move the selection left',
  moveRight: 'Move the selection right',
  openNode: 'Open the form of the node, or the inner flow',
  leaveNode: 'Leave the inner flow, or clear the selection',
  removeNode: 'Delete the selected nodes or wire',
  renameNode: 'Rename the key of the node',
  disableNode: 'Disable or enable the selected nodes',
  duplicateNode: 'Duplicate the selection',
  allNodes: 'Select all nodes',
  findNode: 'Find a node',
  redo: 'Redo',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  fitAll: 'Fit the flow into the window',
  fitSelection: 'Fit the selection into the window',
  nodeMenu: 'Open the menu of the node',
}

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
    `Schedules and triggers belong to jobs. Add one here, and LocalFlow makes the job "${name}" that runs this ${kind}.`,
  addSchedule: 'Add schedule',
  addTrigger: 'Add trigger',
}
