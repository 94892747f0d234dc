const kinds = { job: 'job', flow: 'flow', pipeline: 'pipeline' } as const
type Kind = keyof typeof kinds

export const words = {
  title: 'Templates and examples',
  mine: 'Templates',
  none: 'Save a job, a flow or a pipeline as a template from its menu to start new ones from it.',
  unreadable: (reason: string) => `Could not read the templates. ${reason}`,
  examples: 'Examples',
  intro: 'Each example runs on this computer as it is, with nothing to install. Create one, run it, and change it as you like.',
  create: (kind: Kind) => `Create ${kinds[kind]}`,
  createAnother: 'Create another',
  open: (kind: Kind) => `Open ${kinds[kind]}`,
  creating: 'Creating…',
  created: (kind: Kind, name: string) => `Created the ${kinds[kind]} "${name}"`,
  noCreate: (title: string) => `Could not create "${title}"`,
  moreFor: (name: string) => `More actions for ${name}`,
  edit: 'Edit template…',
  delete: 'Delete template',
  deleted: (name: string) => `Deleted the template "${name}"`,
  notDeleted: (name: string) => `Could not delete the template "${name}"`,
  notRestored: (name: string) => `Could not restore the template "${name}"`,
  kinds: { job: 'Job', flow: 'Flow', pipeline: 'Pipeline' },
}
