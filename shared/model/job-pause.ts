import * as z from 'zod'

/** Nothing starts a paused job automatically. `reason` is a sentence without its full stop. */
export const JobPause = z.object({ at: z.int(), reason: z.string() })
export type JobPause = z.infer<typeof JobPause>
