import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import { Sample } from '../../../shared/model/run.ts'
import { samplesPath } from '../../runner/samples.ts'
import type { Store } from '../store/store.ts'

/** Reads the samples of an attempt's processes. */
export function createSamples(dataFolder: string, store: Store) {
  const newest = new Map<string, Sample>()

  return {
    /** The newest samples of the runner; kept while the attempt runs. */
    took: (attemptId: string, sample: Sample): void => void newest.set(attemptId, sample),
    /** The newest sample of an attempt that runs. */
    latest(runId: string, attempt: number): Sample | null {
      const log = newest.size === 0 ? null : store.attempts.log(runId, attempt)
      return (log && newest.get(log.id)) ?? null
    },
    ended: (attemptId: string): void => void newest.delete(attemptId),
    /** The newest sample, and others spread evenly over the attempt: no more than `points` in total. */
    async read(
      runId: string,
      attempt: number | null,
      points: number,
    ): Promise<{ attempt: number; items: Sample[]; live: boolean }> {
      const log = store.attempts.log(runId, attempt)
      if (!log) {
        if (attempt !== null) throw new AppError('not-found', `This run has no attempt ${attempt}.`)
        return { attempt: 0, items: [], live: false }
      }
      const text = await readFile(samplesPath(join(dataFolder, log.logPath)), 'utf8').catch(() => '')
      const lines = text.split('\n').filter((line) => line !== '')
      const kept = thin(lines, points).flatMap(parse)
      const now = newest.get(log.id)
      return { attempt: log.number, items: now && now.at > (kept.at(-1)?.at ?? 0) ? [...kept, now] : kept, live: !log.ended }
    },
  }
}

function thin(lines: string[], points: number): string[] {
  if (lines.length <= points) return lines
  const step = (lines.length - 1) / Math.max(1, points - 1)
  return Array.from({ length: points }, (_, index) => lines[points === 1 ? lines.length - 1 : Math.round(index * step)] ?? '')
}

/** A line that a crash cut off is left out. */
function parse(line: string): Sample[] {
  try {
    const sample = Sample.safeParse(JSON.parse(line))
    return sample.success ? [sample.data] : []
  } catch {
    return []
  }
}
