import type { FileChange } from '../../../shared/model/trigger.ts'
import type { Form, Kind } from './form.ts'

const kinds: Record<Kind, string> = {
  files: 'A file changes',
  after: 'Another job ends',
  webhook: 'Its webhook is called',
  'app-start': 'LocalFlow starts',
  login: 'You log in',
  wake: 'The computer wakes',
  unlock: 'You unlock the screen',
}
const kindNotes: Partial<Record<Kind, string>> = {
  webhook:
    'LocalFlow gives the webhook a URL that cannot be guessed. A POST to it starts a run, with the request in LOCALFLOW_PARAM_BODY and LOCALFLOW_PARAM_QUERY.',
  'app-start': 'Starts a run each time the desktop app or lf serve starts.',
  login: 'Starts a run the first time LocalFlow starts after you log in or restart the computer.',
  wake: 'Starts a run after sleep or hibernation.',
  unlock: 'Works in the desktop app only, because lf serve cannot see the screen lock.',
}
const changes: Record<FileChange, string> = { added: 'Added', changed: 'Changed', removed: 'Removed' }
const perRun: Record<Form['runs'], string> = { file: 'One for each file', batch: 'One for all files that change together' }
const perRunHints: Record<Form['runs'], string> = {
  file: 'The script gets the path in LOCALFLOW_PARAM_PATH, and the change in LOCALFLOW_PARAM_CHANGE.',
  batch: 'The script gets the paths as JSON in LOCALFLOW_PARAM_PATHS, and their number in LOCALFLOW_PARAM_COUNT.',
}
const outcomes: Record<Form['outcome'], string> = { success: 'Succeeds', failure: 'Fails', always: 'Ends, whatever the outcome' }

export const words = {
  newTrigger: 'New trigger',
  trigger: 'Trigger',
  addTrigger: 'Add trigger',
  save: 'Save',
  deletedElsewhere: 'This trigger was deleted.',
  newOf: (job: string) => `New trigger of ${job}`,
  triggerOf: (job: string) => `Trigger of ${job}`,
  enabledLabel: 'The trigger is enabled',
  enabled: 'Enabled',
  disabled: 'Disabled: the trigger starts nothing',
  runWhen: (job: string) => `Run ${job} when`,
  kinds,
  kindNotes,
  name: 'Name',
  nameHint: 'Shown in lists when a job has several triggers',
  optional: 'Optional',

  path: 'File or folder',
  pathExample: '~/Downloads',
  pathHint: 'Folders are watched with their subfolders. Use an absolute path or one that starts with ~/.',
  patterns: 'File patterns',
  patternExample: '*.pdf',
  patternsHint: 'Such as *.pdf or invoices/**/*.csv, one per line. Leave empty for every file.',
  changesTitle: 'Changes',
  changes,
  runs: 'Runs',
  perRun,
  perRunHints,
  gather: 'Batch window (seconds)',
  debounce: 'Quiet period (seconds)',
  debounceHint: 'The run starts only when the file has stopped changing.',
  catchUp: 'Include changes made while LocalFlow was closed',
  job: 'Job',
  jobHint: 'The script gets the number of its run in LOCALFLOW_PARAM_RUN, and the outcome in LOCALFLOW_PARAM_STATUS.',
  jobPlaceholder: 'Name of a job',
  outcome: 'When the job',
  outcomes,

  triggers: 'Triggers',
  noTriggers: 'No triggers. A file, another job or a webhook can start this job.',
  isEnabled: (label: string) => `${label} is enabled`,
  moreFor: (label: string) => `More actions for ${label}`,
  edit: 'Edit trigger',
  copyUrl: 'Copy URL',
  delete: 'Delete trigger',
  disabledState: 'Disabled',
  jobDisabled: 'The job is disabled',
  notFired: 'Has not fired yet',
  noRun: (note: string | null) => `no run${note === null ? '' : `: ${note}`}`,
  last: 'Last fired',
  run: (number: number) => `run ${number}`,
  events: 'Events',
  noEvents: 'No events yet',

  copy: 'Copy',
  newUrl: 'New URL',
  newUrlHint: 'The current URL stops working',
  replacedUrl: 'Replaced the URL. The old one no longer works.',
  notReplaced: 'Could not replace the URL',
  copied: 'Copied the URL',
  notCopied: 'Could not copy the URL. Select it and copy it yourself',
  notDeleted: 'Could not delete the trigger',
  notRestored: 'Could not restore the trigger',
  deleted: (name: string) => `Deleted the trigger "${name}"`,
  restored: (name: string) => `Restored the trigger "${name}"`,
  notSwitched: (enabled: boolean) => `Could not ${enabled ? 'enable' : 'disable'} the trigger`,
  added: 'Trigger added',
  saved: 'Saved the trigger',
}
