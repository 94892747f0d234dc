import * as z from 'zod'
import { Actor } from './actor.ts'
import { Run, Status } from './run.ts'

export const RunLink = z.object({ id: z.string(), number: z.int(), title: z.string(), status: Status })
export type RunLink = z.infer<typeof RunLink>

export const Usual = z.object({
  /** The successful runs that count: at most the 50 before this one. */
  runs: z.int(),
  medianMs: z.int(),
  p95Ms: z.int(),
  /** A run that takes longer than this is slower than usual; null with fewer than 20 successful runs. */
  slowAfterMs: z.number().nullable(),
})

/** What other runs say about a run. */
export const RunRelated = z.object({
  /** Null: fewer than three successful runs before it, or a run without a definition. */
  usual: Usual.nullable(),
  /** The newest earlier run of the same definition that succeeded. */
  lastSuccess: Run.pick({ id: true, number: true, version: true, startedAt: true, endedAt: true }).nullable(),
  /** The run whose end started this one. */
  causedBy: RunLink.nullable(),
  /** Runs that the end of this one started. */
  caused: z.array(RunLink),
  /** The run that was queued in place of this one. */
  supersededBy: RunLink.nullable(),
  /** Who acknowledged the alert that this failed run belongs to, and when. */
  acknowledged: z.object({ actor: Actor, at: z.int() }).nullable(),
})
export type RunRelated = z.infer<typeof RunRelated>
