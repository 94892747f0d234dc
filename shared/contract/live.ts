import { eventIterator } from '@orpc/contract'
import * as z from 'zod'
import { MaintenanceId } from '../model/maintenance.ts'
import { access } from './base.ts'

const seq = z.int()
const id = z.string()

/**
 * Something that changed: a committed event, or a notice of something that no history records (`progress` of a run, `watch
 * changed` of a trigger, and every change of an operation, a worker, a condition, state, preferences, maintenance or the system). A notice carries the `seq`
 * of the event before it, and a client that was away does not get it later. `reset`: too much happened to repeat it, read
 * everything again.
 */
export const Change = z.discriminatedUnion('noun', [
  /** `progress`: the numbers of a pipeline's steps changed; at most a few times a second. */
  z.object({ noun: z.literal('run'), seq, id, jobId: z.string().nullable(), type: z.string() }),
  z.object({ noun: z.enum(['queue', 'setting']), seq, id, type: z.string() }),
  z.object({
    noun: z.enum(['job', 'schedule', 'trigger', 'flow', 'pipeline', 'secret', 'alert', 'template']),
    seq,
    id,
    type: z.string(),
  }),
  /** An action on many runs started, went on or ended. */
  z.object({ noun: z.literal('operation'), seq, id, type: z.literal('changed') }),
  /** A worker registered, left, or reported another load. */
  z.object({ noun: z.literal('worker'), seq, id, type: z.literal('changed') }),
  /** The unmet conditions changed: deferred runs wait for others now. */
  z.object({ noun: z.literal('condition'), seq, type: z.literal('changed') }),
  /** A key of the state of a job, flow or pipeline was set or deleted; `id` is empty for the state that all share. */
  z.object({ noun: z.literal('state'), seq, id, type: z.literal('changed') }),
  /** A person's preferences changed. */
  z.object({ noun: z.literal('preference'), seq, type: z.literal('changed') }),
  /** `system.info` differs: storage or runner trouble started or ended, or the address changed. */
  z.object({ noun: z.literal('system'), seq, type: z.enum(['storage', 'runner', 'address']) }),
  z.object({ noun: z.literal('maintenance'), seq, id: MaintenanceId, type: z.enum(['started', 'ended']) }),
  z.object({ noun: z.literal('reset'), seq }),
])
export type Change = z.infer<typeof Change>

export const live = {
  changes: access('viewer', 'system')
    .route({ method: 'GET', path: '/changes', tags: ['Live'], summary: 'Stream every change; resumable by event id' })
    .input(z.object({ since: z.coerce.number<number | string>().int().min(0).optional() }))
    .output(eventIterator(Change)),
}
