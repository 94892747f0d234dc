/** What the editors edit. */
export type Kind = 'job' | 'schedule' | 'trigger' | 'flow' | 'pipeline'

type KindWords = {
  missing: string
  missingHint: string
  wasDeleted: string
  wasDeletedHint: (name: string) => string
  showAll: string
  notOpened: (why: string) => string
  notSaved: string
  /** Said while unsaved changes are open. */
  deletedElsewhere: string
  deleted: (name: string) => string
  restore: string
  saveAsNew: string
}

const kinds: Record<Kind, KindWords> = {
  job: {
    missing: 'This job does not exist',
    missingHint: 'The job may have been deleted. Its runs are still in the list of runs.',
    wasDeleted: 'This job was deleted',
    wasDeletedHint: (name) => `Restore "${name}" to bring it back with its versions, schedules, triggers and runs.`,
    showAll: 'Show all jobs',
    notOpened: (why) => `Could not open the job: ${why}`,
    notSaved: 'Could not save the job',
    deletedElsewhere: 'The job was deleted elsewhere. Your changes are not saved.',
    deleted: (name) => `Could not save "${name}": the job was deleted.`,
    restore: 'Restore job',
    saveAsNew: 'Save as new job',
  },
  schedule: {
    missing: 'This schedule does not exist',
    missingHint: 'The schedule or its job may have been deleted.',
    wasDeleted: 'This schedule was deleted',
    wasDeletedHint: (name) => `Restore "${name}" to bring it back with its occurrences.`,
    showAll: 'Show calendar',
    notOpened: (why) => `Could not open the schedule: ${why}`,
    notSaved: 'Could not save the schedule',
    deletedElsewhere: 'The schedule was deleted elsewhere. Your changes are not saved.',
    deleted: (name) => `Could not save "${name}": the schedule was deleted.`,
    restore: 'Restore schedule',
    saveAsNew: 'Save as new schedule',
  },
  trigger: {
    missing: 'This trigger does not exist',
    missingHint: 'The trigger or its job may have been deleted.',
    wasDeleted: 'This trigger was deleted',
    wasDeletedHint: (name) => `Restore "${name}" to bring it back with its events.`,
    showAll: 'Show all jobs',
    notOpened: (why) => `Could not open the trigger: ${why}`,
    notSaved: 'Could not save the trigger',
    deletedElsewhere: 'The trigger was deleted elsewhere. Your changes are not saved.',
    deleted: (name) => `Could not save "${name}": the trigger was deleted.`,
    restore: 'Restore trigger',
    saveAsNew: 'Save as new trigger',
  },
  flow: {
    missing: 'This flow does not exist',
    missingHint: 'The flow may have been deleted. Its runs are still in the list of runs.',
    wasDeleted: 'This flow was deleted',
    wasDeletedHint: (name) => `Restore "${name}" to bring it back with its draft, versions and runs.`,
    showAll: 'Show all flows',
    notOpened: (why) => `Could not open the flow: ${why}`,
    notSaved: 'Could not save the flow',
    deletedElsewhere: 'The flow was deleted elsewhere. Your changes are not saved.',
    deleted: (name) => `Could not save "${name}": the flow was deleted.`,
    restore: 'Restore flow',
    saveAsNew: 'Save as new flow',
  },
  pipeline: {
    missing: 'This pipeline does not exist',
    missingHint: 'The pipeline may have been deleted. Its runs are still in the list of runs.',
    wasDeleted: 'This pipeline was deleted',
    wasDeletedHint: (name) => `Restore "${name}" to bring it back with its versions and runs.`,
    showAll: 'Show all pipelines',
    notOpened: (why) => `Could not open the pipeline: ${why}`,
    notSaved: 'Could not save the pipeline',
    deletedElsewhere: 'The pipeline was deleted elsewhere. Your changes are not saved.',
    deleted: (name) => `Could not save "${name}": the pipeline was deleted.`,
    restore: 'Restore pipeline',
    saveAsNew: 'Save as new pipeline',
  },
}

export const words = {
  kinds,
  newerVersion: 'A newer version was saved elsewhere',
  compare: 'Compare versions',
  discard: 'Discard changes',
  restored: (name: string) => `Restored "${name}"`,
  notRestored: (name: string) => `Could not restore "${name}"`,
}
