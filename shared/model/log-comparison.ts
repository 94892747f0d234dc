import * as z from 'zod'
import { Run } from './run.ts'

export const comparisonKinds = ['same', 'new', 'moved', 'gone', 'skipped'] as const

/**
 * A line of this log, of the other one (`gone`), or of both. `moved`: it is elsewhere in the other log. `skipped`: equal lines
 * that are left out.
 */
export const ComparisonRow = z.object({
  kind: z.enum(comparisonKinds),
  /** The number of the line in this log, and in the other one; null where it is not there. */
  line: z.int().nullable(),
  otherLine: z.int().nullable(),
  text: z.string(),
  /** The lines that a skipped row stands for; 1 for others. */
  count: z.int(),
})
export type ComparisonRow = z.infer<typeof ComparisonRow>

/** Of a long log only the first and the last lines are compared. */
export const ComparedSize = z.object({ lines: z.int(), compared: z.int() })

export const LogComparison = z.object({
  /** The run that this one is compared with. */
  with: Run.pick({ id: true, number: true, title: true, version: true, status: true, endedAt: true }),
  counts: z.object({ same: z.int(), new: z.int(), moved: z.int(), gone: z.int() }),
  size: ComparedSize,
  otherSize: ComparedSize,
  items: z.array(ComparisonRow),
  /** The rows of all pages, and the first row after this page; null: there is none. */
  rows: z.int(),
  next: z.int().nullable(),
})
export type LogComparison = z.infer<typeof LogComparison>
