import type { Store } from '../store/store.ts'

/** The runs of a job that are read, and how many of them have to have succeeded. */
const readMost = 21
const neededSucceeded = 3

/** The middle value of a list; of an even number of values, the upper one. */
const median = (values: number[]): number | null => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? null

/** The median duration of a job's newest runs that succeeded, other than one of them; null if they are too few to tell. */
export function usualDuration(store: Store, jobId: string, except: number): number | null {
  const durations = store.runs
    .recent(jobId, readMost)
    .flatMap(({ number, status, startedAt, endedAt }) =>
      number !== except && status === 'succeeded' && startedAt !== null && endedAt !== null ? [endedAt - startedAt] : [],
    )
  return durations.length < neededSucceeded ? null : median(durations)
}
