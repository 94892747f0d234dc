import { countText } from '../../ui/count-text.ts'

const jobs = ['job', 'jobs'] as const

export const words = {
  title: 'Import and export',
  view: 'View',
  import: 'Import',
  exportTo: 'Export to crontab',

  from: 'Import from',
  sources: {
    crontab: 'Your crontab',
    systemd: 'Your systemd timers',
    text: 'A crontab file or text',
    files: 'Timer and service files',
  },
  noneOwn: { crontab: 'You have no crontab', systemd: 'You have no systemd timers' },
  noneOwnText: (problem: string) => `${problem} Choose another source above, for example a crontab file or text.`,
  crontab: 'Crontab',
  crontabHint: 'Paste a crontab here, or open a file',
  crontabExample: '30 2 * * 1-5  /usr/local/bin/backup',
  crontabFile: 'A crontab',
  openFile: 'Open file',
  isSystem: 'Lines name a user, as in /etc/crontab',
  unreadableFile: 'Could not read the file',
  unitFiles: 'Unit files',
  chooseFiles: 'Choose files',
  unitFilesHint: 'The .timer files, and the .service files that they start',

  planned: 'Jobs to import',
  standardInput: 'Standard input:',
  problems: 'Cannot be imported',
  nothing: 'No jobs found',
  enable: 'Enable the imported schedules and triggers',
  disableOwn: {
    crontab: 'Comment out these lines in your crontab, so that nothing runs twice. You can undo this.',
    systemd: 'Disable these timers, so that nothing runs twice. You can undo this.',
  },
  importJobs: (count: number) => `Import ${countText(count, jobs)}`,
  notImported: 'Could not import the jobs',
  inCommon: 'Differences in all of these jobs',
  differences: (count: number) => countText(count, ['difference', 'differences']),

  imported: (count: number) => `Imported ${countText(count, jobs)}`,
  stillRuns: (why: string) => `Could not disable the originals, so they still run as well: ${why}`,
  disabledOwn: {
    crontab: 'LocalFlow commented out their lines in your crontab.',
    systemd: 'LocalFlow disabled their timers.',
  },
  failed: 'Not imported',
  showJobs: 'Show jobs',
  undo: 'Undo import',
  undone: 'Undid the import',
  notUndone: 'Could not undo the whole import',
  more: 'Import more',

  unexportable: (why: string) => `Could not export the schedules: ${why}`,
  noSchedules: 'No schedules',
  noSchedulesHint: 'Give a job a schedule to export it as a crontab.',
  allJobs: 'Show jobs',
  copy: 'Copy crontab',
  copied: 'Copied the crontab',
  notCopied: 'Could not copy the crontab',
  install: 'Save this to a file, then run "crontab FILE". That replaces your whole crontab.',
  isCut: 'Showing the first jobs only. There are more than one crontab can hold.',
  left: 'Not in the crontab',
}
