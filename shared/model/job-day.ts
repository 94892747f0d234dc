import * as z from 'zod'

/** The outcomes of the runs of a job, flow or pipeline on a day; of a job, with the number of missed occurrences. */
export const JobDay = z.object({
  day: z.string(),
  succeeded: z.int(),
  failed: z.int(),
  /** Skipped or cancelled. */
  other: z.int(),
  missed: z.int(),
})
export type JobDay = z.infer<typeof JobDay>
