import * as z from 'zod'

export const runSortKeys = ['started', 'duration', 'wait', 'job'] as const
export type RunSortKey = (typeof runSortKeys)[number]

/** The order of a list of runs; `started` is that of their numbers. */
export type RunSort = { by: RunSortKey; isDescending: boolean }

export const newestFirst: RunSort = { by: 'started', isDescending: true }

/** As in an address: `duration`, or `-duration` for the longest first. */
export const RunSortText = z.enum(runSortKeys.flatMap((key) => [key, `-${key}`] as const))
export type RunSortText = z.infer<typeof RunSortText>

export const readRunSort = (text: RunSortText): RunSort => ({
  by: text.replace('-', '') as RunSortKey,
  isDescending: text.startsWith('-'),
})
