import * as z from 'zod'
import { Params } from './params.ts'

/** What a list of runs has only if it is asked for it. */
export const RunDetails = z.object({
  params: Params,
  /** What the last attempt of a job or command used; null if it was too short to be sampled. */
  cpuMs: z.int().nullable(),
  peakMemory: z.int().nullable(),
})
export type RunDetails = z.infer<typeof RunDetails>
