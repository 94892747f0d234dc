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
  textHint: 'Purpose of the template',
  notPart: 'Templates include the definition, but not schedules, triggers or runs.',
  saved: (name: string) => `Saved the template "${name}"`,
  show: 'Show templates',
}
