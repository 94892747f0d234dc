import type { ReactNode } from 'react'
import { countText } from '../../ui/count-text.ts'
import { sentence } from '../../ui/sentence.ts'
import { sentenceCase } from '../../ui/sentence-case.ts'
import { kinds } from './form/words.ts'

const nouns = ['job', 'jobs'] as const

const ofAll = (done: string, verb: string) => ({
  working: (count: number) => `${sentenceCase(verb)} ${countText(count, nouns)}`,
  done: (count: number) => `${done} ${countText(count, nouns)}`,
  failed: (count: number, total: number) => `Could not ${verb} ${countText(count, nouns, { total })}`,
})

export const words = {
  /** Of an action with several jobs. */
  all: {
    started: ofAll('Started', 'start'),
    enabled: ofAll('Enabled', 'enable'),
    disabled: ofAll('Disabled', 'disable'),
    deleted: ofAll('Deleted', 'delete'),
    restored: ofAll('Restored', 'restore'),
  },
  jobs: 'Jobs',
  job: 'Job',
  nouns,
  filter: 'Filter jobs',
  quickFilters: { failing: 'Failing', paused: 'Paused', disabled: 'Disabled', favorites: 'Favorites' },
  import: 'Import',
  newJob: 'New job',
  none: 'No jobs yet',
  noneText:
    'A job is a named script or command. LocalFlow runs it, keeps its output and history, and notifies you when it fails.',
  importOwn: 'Import from cron or systemd',

  columns: {
    enabled: 'Enabled',
    name: 'Job',
    when: 'When',
    next: 'Next run',
    lastRuns: 'Last 20 runs',
    average: 'Average',
    last: 'Last run',
    kind: 'Kind',
    version: 'Version',
    changed: 'Changed',
  },
  kinds,
  resume: 'Resume job',
  paused: 'Paused',
  isEnabled: (name: string) => `${name} is enabled`,
  manual: 'Manual',
  andMore: (text: string, count: number) => `${text} (and ${count.toLocaleString('en')} more)`,
  jobDisabled: 'Job disabled',
  row: {
    favorite: 'favorite',
    disabled: 'disabled',
    manual: 'manual',
    next: (time: string) => `next ${time}`,
  },

  run: 'Run',
  runWith: 'Run with options…',
  runWithOf: (name: string) => `Run with options… ${name}`,
  stop: 'Stop',
  edit: 'Edit',
  enable: 'Enable',
  disable: 'Disable',
  duplicate: 'Duplicate',
  delete: 'Delete',
  showRuns: 'Show runs',
  showRunsOf: (name: string) => `Show runs of ${name}`,
  isDisabled: (name: string) => `"${name}" is disabled`,
  areDisabled: 'These jobs are disabled',
  notRun: (name: string) => `Could not run "${name}"`,
  notStopped: (name: string) => `Could not stop "${name}"`,
  notDeleted: (name: string) => `Could not delete "${name}"`,
  deleted: (name: string, skippedRuns: number) =>
    skippedRuns === 0
      ? `Deleted "${name}"`
      : `Deleted "${name}" and skipped ${countText(skippedRuns, ['queued run', 'queued runs'])}`,
  restored: (name: string) => `Restored "${name}"`,
  notRestored: (name: string) => `Could not restore "${name}"`,
  notDuplicated: (name: string) => `Could not duplicate "${name}"`,
  notSwitched: (name: string, enabled: boolean) => `Could not ${enabled ? 'enable' : 'disable'} "${name}"`,

  editor: {
    title: (name: string) => `Job ${name}`,
    save: 'Save',
    saveAndRun: 'Save and run',
    testHint: 'Run this draft without saving it',
    /** A test run needs a name, also of a job that has none yet. */
    unnamed: 'new job',
    settings: 'Settings',
    note: 'Version note',
    notePlaceholder: 'Optional note for the new version',
    version: (version: number) => `version ${version}`,
    showVersions: 'Show all versions',
    keySaves: (key: ReactNode) => sentence`${key} saves.`,
    keyTests: (key: ReactNode) => sentence`${key} starts a test run.`,
    kept: 'Unsaved changes are kept in this window.',
    created: (name: string) => `Created "${name}"`,
    saved: (name: string) => `Saved "${name}"`,
  },
  menu: {
    copyCommand: 'Copy lf command',
    copyCommandOf: (name: string) => `Copy lf command of ${name}`,
    copied: 'Copied the command',
    notCopied: 'Could not copy the command',
  },
  test: {
    testRun: 'Test run',
    titleOf: (name: string) => `Test run of ${name}`,
    notStarted: 'Could not start the test run',
    stoppedEarlier: (run: number) => `Stopped the earlier test run (run ${run})`,
    notStopped: 'Could not stop the test run',
    unreadable: (why: string) => `Could not read the test run: ${why}`,
    exitCode: (code: number) => `exit ${code}`,
    run: (number: number) => `Run ${number}`,
    close: 'Close test run',
  },
}
