import * as z from 'zod'

/** The outcomes of a job's runs on a day, and the number of missed occurrences. */
export const JobDay = z.object({
  day: z.string(),
  succeeded: z.int(),
  failed: z.int(),
  /** Skipped or cancelled. */
  other: z.int(),
  missed: z.int(),
})
export type JobDay = z.infer<typeof JobDay>
