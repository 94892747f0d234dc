import * as z from 'zod'
import { Actor } from './actor.ts'
import { Run } from './run.ts'

export const alertStates = ['open', 'acknowledged', 'snoozed', 'resolved'] as const
export const AlertState = z.enum(alertStates)
export type AlertState = z.infer<typeof AlertState>

export const subjectKinds = ['job', 'flow', 'pipeline', 'command'] as const
/** `command`: runs without a job, which only their title tells apart. */
export type SubjectKind = (typeof subjectKinds)[number]

export const AlertSubject = z.object({
  kind: z.enum(subjectKinds),
  /** Null for a command without a job. */
  id: z.string().nullable(),
  name: z.string(),
})
export type AlertSubject = z.infer<typeof AlertSubject>

/**
 * Something that needs a person until it is resolved. `failing`: the subject failed and has not succeeded since; further failures
 * count on in the same alert, and the next success resolves it.
 */
export const Alert = z.object({
  id: z.string(),
  /** Counts up by one; the number that people use. */
  number: z.int(),
  policy: z.enum(['failing']),
  subject: AlertSubject,
  state: AlertState,
  /** Failures since the alert opened. */
  count: z.int(),
  firstAt: z.int(),
  lastAt: z.int(),
  /** The newest failed run; null if it was deleted. */
  run: Run.nullable(),
  /** What went wrong: the error of that run, or of a hook of it that could not start. */
  error: z.string().nullable(),
  /** Why LocalFlow paused the job, as a sentence without its full stop; null if it did not. */
  paused: z.string().nullable(),
  /** The job sends no notifications. */
  muted: z.boolean(),
  /** Who acknowledged, snoozed or reopened it last, and when; null if nobody did. */
  actor: Actor.nullable(),
  changedAt: z.int().nullable(),
  snoozedUntil: z.int().nullable(),
  resolvedAt: z.int().nullable(),
  /** `deleted`: the subject or all failed runs were deleted. `expired`: a command without a job has no next run. */
  resolution: z.enum(['succeeded', 'deleted', 'expired']).nullable(),
})
export type Alert = z.infer<typeof Alert>

/** With the newest of the failed runs it stands for, newest first. */
export const AlertDetail = Alert.extend({ runs: z.array(Run) })
export type AlertDetail = z.infer<typeof AlertDetail>
