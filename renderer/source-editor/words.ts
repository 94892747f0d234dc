/** What a person writes as a text. */
export type Kind = 'flow' | 'pipeline'

type KindWords = { nameHint: string; nameMissing: string }

const kinds: Record<Kind, KindWords> = {
  flow: { nameHint: 'Name of the flow', nameMissing: 'Give the flow a name.' },
  pipeline: { nameHint: 'Name of the pipeline', nameMissing: 'Give the pipeline a name.' },
}

export const words = {
  kinds,
  name: 'Name',
  note: 'Version note',
  notePlaceholder: 'Optional note for the new version',
  problems: 'Problems',
  noProblems: 'No problems',
  severity: { error: 'Error', warning: 'Warning' },
  line: (line: number) => `line ${line}`,
}
