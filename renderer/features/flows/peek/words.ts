export const words = {
  flow: 'Flow',
  version: 'Version',
  versionOf: (version: number | null, hasDraft: boolean) =>
    version === null ? 'Not published' : `${version}${hasDraft ? ', with a draft' : ''}`,
}
