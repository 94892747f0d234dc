import * as z from 'zod'
import { Actor } from './actor.ts'
import { limits } from './limits.ts'

const moment = z.int().min(0).max(limits.latestMoment)

export const BackfillDraft = z
  .object({
    /** The first and the last occurrence that counts. */
    from: moment,
    to: moment,
    /** Include occurrences that have succeeded, or are running. */
    again: z.boolean().default(false),
    /** Concurrent runs. */
    atOnce: z.int().min(1).max(50, 'must be no more than 50').default(1),
  })
  .refine(({ from, to }) => from <= to, { message: 'is before the start', path: ['to'] })
export type BackfillDraft = z.infer<typeof BackfillDraft>

/** The runs that a backfill would start. */
export const BackfillPreview = z.object({
  count: z.int(),
  /** Occurrences in between that are left out, because they have succeeded. */
  leftOut: z.int(),
  first: z.int().nullable(),
  last: z.int().nullable(),
  /** More occurrences than one backfill may run. */
  isTooMany: z.boolean(),
})
export type BackfillPreview = z.infer<typeof BackfillPreview>

export const backfillStates = ['running', 'paused', 'done', 'cancelled'] as const

export const Backfill = z.object({
  id: z.string(),
  scheduleId: z.string(),
  jobId: z.string(),
  job: z.string(),
  from: z.int(),
  to: z.int(),
  again: z.boolean(),
  atOnce: z.int(),
  state: z.enum(backfillStates),
  /** Why the backfill is paused, as a sentence. */
  note: z.string().nullable(),
  /** All occurrences, and how many of them have started, succeeded, or ended otherwise. */
  total: z.int(),
  begun: z.int(),
  succeeded: z.int(),
  failed: z.int(),
  createdAt: z.int(),
  endedAt: z.int().nullable(),
  /** Who started it. */
  actor: Actor,
})
export type Backfill = z.infer<typeof Backfill>
