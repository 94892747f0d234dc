import * as z from 'zod'
import { HookEvent } from './hook.ts'
import { Run, RunReason, Status } from './run.ts'

const time = z.int()

/** The most runs that an overview counts: the newest of its days. */
export const overviewRuns = 2_000

/** A job, flow or pipeline, by its id or name. */
export const DefinitionRef = z.object({ kind: z.enum(['job', 'flow', 'pipeline']), ref: z.string().min(1).max(200) })
export type DefinitionRef = z.infer<typeof DefinitionRef>

export const OverviewRun = z.object({
  number: z.int(),
  status: Status,
  reason: RunReason.nullable(),
  /** When it started, or else was created. */
  at: time,
  /** How long it took; null unless it started and ended. */
  ms: z.int().nullable(),
  version: z.int().nullable(),
})
export type OverviewRun = z.infer<typeof OverviewRun>

/** A job that starts after this one, or that runs this flow. */
const LinkedJob = z.object({
  id: z.string(),
  name: z.string(),
  enabled: z.boolean(),
  /** When: `After Build succeeded`; null for a job whose body is the flow. */
  when: z.string().nullable(),
})
export type LinkedJob = z.infer<typeof LinkedJob>

/** A hook of its current version; `job` is the id of the job that it runs, if that exists. */
const LinkedHook = z.object({ name: z.string(), on: z.array(HookEvent), job: z.string().nullable() })
export type LinkedHook = z.infer<typeof LinkedHook>

export const Overview = z.object({
  /** The start of its days. */
  since: time,
  /** The runs of its days, oldest first; the newest 2,000 of them. */
  runs: z.array(OverviewRun),
  /** There are more runs in its days: all numbers are of the newest 2,000. */
  isPart: z.boolean(),
  succeeded: z.int(),
  failed: z.int(),
  /** Durations of the runs that succeeded, and the wait from queued to started. Null: there are none. */
  p50Ms: z.int().nullable(),
  p95Ms: z.int().nullable(),
  waitP95Ms: z.int().nullable(),
  /** Of runs of a job, in bytes. */
  peakMemory: z.int().nullable(),
  /** The newest failures of its days, with their error lines. */
  failures: z.array(Run),
  /** The newest runs, of any time. */
  recent: z.array(Run),
  /** The next times of its schedules. */
  next: z.array(z.object({ at: time, schedule: z.string(), text: z.string() })),
  /** Jobs that start after this job. */
  followers: z.array(LinkedJob),
  hooks: z.array(LinkedHook),
  /** Jobs that run this flow. */
  usedBy: z.array(LinkedJob),
})
export type Overview = z.infer<typeof Overview>
