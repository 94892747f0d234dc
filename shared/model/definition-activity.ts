import * as z from 'zod'
import { Actor } from './actor.ts'

const time = z.int()
const value = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())])

/** The runs of a day; those that are neither succeeded, failed nor active were cancelled or skipped. */
const RunsInRow = z.object({
  kind: z.literal('runs'),
  id: z.string(),
  /** When the newest of them was asked for. */
  at: time,
  /** The day, on this computer. */
  day: z.string(),
  first: z.int(),
  last: z.int(),
  count: z.int(),
  succeeded: z.int(),
  failed: z.int(),
  active: z.int(),
})
export type RunsInRow = z.infer<typeof RunsInRow>

/** Something that happened to a job, flow or pipeline. */
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
  RunsInRow,
])
export type ActivityItem = z.infer<typeof ActivityItem>
