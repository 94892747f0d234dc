import { writtenValue } from '../shared/filter/print.ts'

/** The address of the list of the runs of a definition; `also` is a further condition of the filter. */
export const runsOf = (kind: 'job' | 'flow' | 'pipeline', name: string, also = ''): string =>
  `/runs?${new URLSearchParams({ q: filterOfRuns(kind, name, also) })}`

/** The filter of that list. */
export const filterOfRuns = (kind: 'job' | 'flow' | 'pipeline', name: string, also = ''): string =>
  `${kind}:${writtenValue(name, false)} ${also}`.trim()
