import type { Run } from '../../../shared/model/run.ts'

/** What has to be done once a write is on disk, or by whoever makes it. */
export type Effects = {
  /** Attempts that are to be stopped. */
  stop: string[]
  /** Runs of flows that have ended. */
  ended: Pick<Run, 'number' | 'id' | 'jobId' | 'status'>[]
}

export const noEffects = (): Effects => ({ stop: [], ended: [] })
