import * as z from 'zod'
import { limits } from './limits.ts'

const index = z.int().min(0)

/** Part of a batch, as `lf` sends it: each line is the JSON of one task. Over HTTP the lines are the body itself. */
export const BatchLines = z.object({
  lines: z
    .array(z.object({ index, text: z.string().max(limits.batchLineBytes) }))
    .min(1)
    .max(limits.batchCallLines),
})

const Refused = z.object({
  /** The status that the task would have been answered with alone. */
  status: z.int().min(400),
  error: z.object({
    code: z.string(),
    message: z.string(),
    issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  }),
})
export type Refused = z.infer<typeof Refused>

/** The outcome of one line. `index` counts all lines from 0, including blank ones. */
export const LineOutcome = z.union([
  z.object({
    index,
    /** 201: the task is in its queue. 200: the idempotency key was used before, and this is the first task. */
    status: z.union([z.literal(201), z.literal(200)]),
    id: z.string(),
    runId: z.string(),
    runNumber: z.int(),
  }),
  Refused.extend({ index }),
])
export type LineOutcome = z.infer<typeof LineOutcome>

/** The last line of an answer: how many lines were accepted and refused, and the error that ended the batch early, if any. */
export const BatchSummary = z.object({
  taken: z.int(),
  /** How many of the accepted lines repeated an idempotency key. */
  repeated: z.int(),
  refused: z.int(),
  ended: Refused.optional(),
})
export type BatchSummary = z.infer<typeof BatchSummary>

/** Counts the outcomes of a batch. */
export function createBatchCounts() {
  const counts = { taken: 0, repeated: 0, refused: 0 }
  return {
    add({ status }: LineOutcome): void {
      if (status >= 400) counts.refused++
      else counts.taken++
      if (status === 200) counts.repeated++
    },
    summary: (ended: Refused | null): BatchSummary =>
      ended === null ? { ...counts } : { ...counts, ended: { status: ended.status, error: ended.error } },
  }
}

/** The refusal of a line whose queue is draining. */
export const drainingRefusal = (outcome: LineOutcome): Refused | null =>
  'error' in outcome && outcome.error.code === 'conflict' && outcome.error.issues?.some(({ path }) => path === 'queue')
    ? outcome
    : null

/** The refusal of a line that storage did not accept. Storage would refuse every following line, too. */
export const storageRefusal = (outcome: LineOutcome): Refused | null =>
  'error' in outcome && ['storage-full', 'unavailable'].includes(outcome.error.code) ? outcome : null
