import * as z from 'zod'
import { route } from './base.ts'

export const SchedulePreview = z.object({
  /** UTC. */
  next: z.array(z.string()),
  /** What it says, in words. */
  text: z.string(),
})

export const schedules = {
  preview: route
    .route({
      method: 'POST',
      path: '/schedules/preview',
      tags: ['Schedules'],
      summary: 'When a cron expression occurs next, and what it says; what is wrong with it, field by field',
    })
    .input(
      z.object({
        expr: z.string().max(1_000),
        /** Without it that of this computer. */
        tz: z.string().max(100).optional(),
        /** Occurrences after this moment; without it from now on. */
        from: z.iso.datetime({ offset: true }).optional(),
        count: z.int().min(1).max(1_000).default(5),
      }),
    )
    .output(SchedulePreview),
}
