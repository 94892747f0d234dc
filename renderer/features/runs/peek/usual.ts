import type { Run } from '../../../../shared/model/run.ts'

/** Fewer runs than this say nothing about what is usual. */
const fewest = 3

/** How long these runs took: the duration in the middle; null if there are too few. */
export function usualOf(runs: readonly Pick<Run, 'startedAt' | 'endedAt'>[]): number | null {
  const durations = runs
    .flatMap(({ startedAt, endedAt }) => (startedAt === null || endedAt === null ? [] : [endedAt - startedAt]))
    .sort((a, b) => a - b)
  return durations.length < fewest ? null : (durations[Math.floor(durations.length / 2)] ?? null)
}
