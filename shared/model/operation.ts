import * as z from 'zod'
import { Actor } from './actor.ts'
import { limits } from './limits.ts'
import { Status } from './run.ts'

export const bulkActions = ['cancel', 'retry', 'rerun', 'pin', 'unpin', 'delete'] as const
export const BulkAction = z.enum(bulkActions)
export type BulkAction = z.infer<typeof BulkAction>

/** The runs of a list. */
export const ListedRuns = z.object({
  status: Status.optional(),
  job: z.string().max(200).optional(),
  q: z.string().max(limits.filterChars).describe('A filter, such as `status:failed started:7d nightly`').optional(),
  inner: z.boolean().optional(),
  waiting: z.boolean().optional(),
})

export type ListedRuns = z.infer<typeof ListedRuns>

/** Which runs: these, or all runs of a list. */
export const Bulk = z
  .object({
    action: BulkAction,
    refs: z.array(z.string().min(1).max(200)).min(1).max(limits.bulk).optional(),
    filter: ListedRuns.optional(),
  })
  .refine(({ refs, filter }) => (refs === undefined) !== (filter === undefined), 'give either refs or a filter')
export type Bulk = z.infer<typeof Bulk>

/** Why runs were refused: in a few words, how many of them, and the first ones with the whole sentence. */
export const Refusal = z.object({
  reason: z.string(),
  count: z.int(),
  problems: z.array(z.object({ ref: z.string(), message: z.string() })),
})
export type Refusal = z.infer<typeof Refusal>

export const operationStates = ['running', 'done', 'cancelled', 'failed'] as const

/** One action on many runs. */
export const Operation = z.object({
  id: z.string(),
  action: BulkAction,
  /** The text of the filter; null if runs were named one by one, or the filter has no text. */
  q: z.string().nullable(),
  /** How many runs matched when it started; `isPart`: at least so many. Runs that started later are left out. */
  total: z.int(),
  isPart: z.boolean(),
  done: z.int(),
  refused: z.int(),
  reasons: z.array(Refusal),
  state: z.enum(operationStates),
  /** Why it failed. */
  error: z.string().nullable(),
  actor: Actor,
  createdAt: z.int(),
  endedAt: z.int().nullable(),
})
export type Operation = z.infer<typeof Operation>
