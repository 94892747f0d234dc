import { writtenValue } from '../shared/filter/print.ts'

/** The address of the list of the runs of a definition. */
export const runsOf = (kind: 'job' | 'flow' | 'pipeline', name: string): string =>
  `/runs?${new URLSearchParams({ q: `${kind}:${writtenValue(name, false)}` })}`
