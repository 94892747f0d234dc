import * as z from 'zod'
import { Run } from './run.ts'

/** The runs that started within an hour. 95 % of them waited no longer than `waitP95Ms`; null if none started. */
export const ActivityHour = z.object({ from: z.int(), runs: z.int(), failed: z.int(), waitP95Ms: z.int().nullable() })
export type ActivityHour = z.infer<typeof ActivityHour>

/** A run that was slower than usual for its job. */
export const SlowRun = z.object({
  /** Its number. */
  run: z.int(),
  jobId: z.string(),
  title: z.string(),
  startedAt: z.int(),
  tookMs: z.int(),
  /** The median and the 95th percentile of as many successful runs before it. */
  usualMs: z.int(),
  p95Ms: z.int(),
  of: z.int(),
})
export type SlowRun = z.infer<typeof SlowRun>

/** The runs that started in the last 24 hours, without those that flows started within others. */
export const Activity = z.object({
  /** 24 hours, oldest first; the last one is the current one. */
  hours: z.array(ActivityHour),
  runs: z.int(),
  failed: z.int(),
  /** 95 % of those that ended took no longer than this; null if none ended. */
  p95Ms: z.int().nullable(),
  /** False: there were too many, and only the newest are counted. */
  complete: z.boolean(),
  slow: z.array(SlowRun),
  /** The hourly 95th percentiles of the wait, oldest first, that show that it grows; null if it does not. */
  growingWait: z.array(z.int()).nullable(),
})
export type Activity = z.infer<typeof Activity>

/** A running run, and the median duration of its job's newest runs that succeeded; null if they are too few to tell. */
export const RunningRun = Run.extend({ usualMs: z.int().nullable() })
export type RunningRun = z.infer<typeof RunningRun>
