type Kind = 'job' | 'flow' | 'pipeline'

const lists: Record<Kind, string> = { job: '/jobs', flow: '/flows', pipeline: '/pipelines' }
const editors: Record<Kind, string> = { job: 'script', flow: 'editor', pipeline: 'manifest' }

/** The address of a definition, by its id or name: its Overview, or another tab. */
export const definitionHref = (kind: Kind, ref: string, tab?: string): string =>
  `${lists[kind]}/${encodeURIComponent(ref)}${tab === undefined ? '' : `?tab=${tab}`}`

/** Where it is edited. */
export const editHref = (kind: Kind, ref: string): string => definitionHref(kind, ref, editors[kind])

/** Its runs of a day. */
export const runsOfDay = (kind: Kind, ref: string, day: string): string =>
  `${definitionHref(kind, ref, 'runs')}&${new URLSearchParams({ q: `started:${day}` })}`

/** One of its versions. */
export const versionHref = (kind: Kind, ref: string, version: number): string =>
  `${definitionHref(kind, ref, 'versions')}&v=${version}`
