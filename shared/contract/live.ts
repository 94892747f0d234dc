import { eventIterator } from '@orpc/contract'
import * as z from 'zod'
import { route } from './base.ts'

/** Something that was committed. `reset`: more happened than is worth repeating, read everything again. */
export const Change = z.discriminatedUnion('noun', [
  z.object({ noun: z.literal('run'), seq: z.int(), id: z.string(), jobId: z.string().nullable(), type: z.string() }),
  z.object({ noun: z.enum(['queue', 'setting']), seq: z.int(), id: z.string(), type: z.string() }),
  z.object({
    noun: z.enum(['job', 'schedule', 'trigger', 'flow', 'pipeline', 'secret']),
    seq: z.int(),
    id: z.string(),
    type: z.string(),
  }),
  /** What the host says of itself, and no history keeps: `system.info` is another now. */
  z.object({ noun: z.literal('system'), seq: z.int() }),
  z.object({ noun: z.literal('reset'), seq: z.int() }),
])
export type Change = z.infer<typeof Change>

export const live = {
  changes: route
    .route({ method: 'GET', path: '/changes', tags: ['Live'], summary: 'Every change as it is committed; resumable by event id' })
    .input(z.object({ since: z.coerce.number<number | string>().int().min(0).optional() }))
    .output(eventIterator(Change)),
}
