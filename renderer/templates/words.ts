const kinds = { job: 'job', flow: 'flow', pipeline: 'pipeline' } as const
type Kind = keyof typeof kinds

export const words = {
  save: 'Save as template…',
  saveThis: (name: string) => `Save ${name} as template…`,
  titleOf: (kind: Kind) => `Save ${kinds[kind]} as template`,
  newFrom: 'New from template…',
  edit: 'Edit template',
  submit: 'Save template',
  name: 'Name',
  text: 'Description',
  textHint: 'What it is for',
  notPart: 'The template keeps the definition. Schedules, triggers and runs are not part of it.',
  saved: (name: string) => `Saved the template "${name}"`,
  show: 'Show templates',
}
