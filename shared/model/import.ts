import * as z from 'zod'
import { JobDraft } from './job.ts'
import { limits } from './limits.ts'
import { ScheduleDraft } from './schedule.ts'
import { TriggerDraft } from './trigger.ts'

export const importKinds = ['crontab', 'systemd'] as const
export type ImportKind = (typeof importKinds)[number]

/** The entries of another scheduler of this computer that run for this person. */
export const Found = z.object({
  /** The crontab; null if there is none. */
  crontab: z.string().nullable(),
  /** Timers and services with their overrides; a timer that is not enabled starts nothing. */
  units: z.array(z.object({ name: z.string(), text: z.string(), enabled: z.boolean() })),
  /** Why nothing was found, as a sentence. */
  problem: z.string().nullable(),
  /** There is nothing to import, as opposed to something that could not be read. */
  isEmpty: z.boolean(),
})
export type Found = z.infer<typeof Found>

/** A job with its schedules and triggers: all are created, or none. */
export const ImportedJob = z.object({
  job: JobDraft,
  schedules: z.array(ScheduleDraft).max(limits.schedulesOfJob).default([]),
  triggers: z.array(TriggerDraft).max(limits.triggersOfJob).default([]),
})

/** The message for a job that an earlier import made from the same entry. */
export const alreadyImported = 'This entry is already imported.'

export const ImportResult = z.object({ name: z.string(), jobId: z.string().nullable(), message: z.string().nullable() })
export type ImportResult = z.infer<typeof ImportResult>

const timer = z.string().regex(/^[\w@.:\\-]{1,250}\.timer$/, 'is not the name of a timer')

/** The entries to disable in the other scheduler: lines of the crontab as they were read, or timers. */
export const Disabling = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('crontab'),
    text: z.string().max(limits.scriptBytes),
    lines: z.array(z.int().min(1)).min(1).max(10_000),
  }),
  z.object({ kind: z.literal('systemd'), timers: z.array(timer).min(1).max(500) }),
])
export type Disabling = z.infer<typeof Disabling>

/** The entries to enable in the other scheduler: all or some of the disabled lines of the crontab, or timers. */
export const Restoring = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('crontab'), lines: z.array(z.string().max(limits.argBytes)).max(10_000).optional() }),
  z.object({ kind: z.literal('systemd'), timers: z.array(timer).min(1).max(500) }),
])
export type Restoring = z.infer<typeof Restoring>
