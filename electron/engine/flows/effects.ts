import type { Run } from '../../../shared/model/run.ts'

/** What whoever makes a write has to do in it. */
export type Effects = {
  /** Runs of flows that have ended. */
  ended: Pick<Run, 'number' | 'id' | 'jobId' | 'status'>[]
}

export const noEffects = (): Effects => ({ ended: [] })
