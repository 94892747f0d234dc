import * as z from 'zod'
import { Actor } from './actor.ts'

const time = z.int()
const value = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())])

/** Something that happened to a job, flow or pipeline; its runs are listed elsewhere. */
export const ActivityItem = z.discriminatedUnion('kind', [
  /** A change that makes no version. `about` names the part that changed, such as a schedule. */
  z.object({
    kind: z.literal('change'),
    id: z.string(),
    at: time,
    actor: Actor,
    field: z.string(),
    from: value,
    to: value,
    about: z.string().nullable(),
  }),
  z.object({
    kind: z.literal('event'),
    id: z.string(),
    at: time,
    actor: Actor,
    type: z.enum(['created', 'deleted', 'restored']),
  }),
  z.object({ kind: z.literal('version'), id: z.string(), at: time, actor: Actor, version: z.int(), note: z.string() }),
  /** Failures in a row, from the first of them. */
  z.object({
    kind: z.literal('alert'),
    id: z.string(),
    at: time,
    count: z.int(),
    firstRun: z.int(),
    lastRun: z.int(),
    resolvedAt: time.nullable(),
  }),
])
export type ActivityItem = z.infer<typeof ActivityItem>
