import * as z from 'zod'
import { checkPatterns } from '../trigger/file-pattern.ts'
import { limits } from './limits.ts'
import { Params } from './params.ts'
import { Status, type triggerKinds } from './run.ts'

const noNul = (text: string) => !text.includes('\0')
const path = z
  .string()
  .trim()
  .min(1, 'is empty: name a file or a folder')
  .max(limits.pathLength)
  .refine(noNul, 'is not a valid path')
const pattern = z.string().trim().min(1).max(500).refine(noNul, 'is not a valid pattern')

export const afterOutcomes = ['success', 'failure', 'always'] as const
export const fileChanges = ['added', 'changed', 'removed'] as const
export type FileChange = (typeof fileChanges)[number]

export const FilesTrigger = z.object({
  kind: z.literal('files'),
  /** A file, or a folder with all that is in it. */
  path: path.refine((text) => /^(?:[/\\]|[A-Za-z]:[/\\]|~[/\\]|~$)/.test(text), 'must be an absolute path, or start with ~/'),
  /** In a folder, only files that match one of these, such as *.pdf; none: everything. */
  patterns: z.array(pattern).max(100).default([]),
  changes: z.array(z.enum(fileChanges)).min(1, 'names no change, so the trigger would never fire').default(['added', 'changed']),
  /** A file counts once it is unchanged for this long. */
  debounceMs: z.int().min(0).max(3_600_000).default(2_000),
  /** `file`: a run for each. `batch`: one for all that change until nothing has for `gatherMs`. */
  runs: z.enum(['file', 'batch']).default('file'),
  gatherMs: z.int().min(100).max(3_600_000).default(1_000),
  /** What changed while LocalFlow was closed counts, too. */
  catchUp: z.boolean().default(true),
})
export type FilesTrigger = z.infer<typeof FilesTrigger>

const EventTrigger = z.object({ kind: z.enum(['app-start', 'login', 'wake', 'unlock', 'webhook']) })
const AfterTrigger = z.object({
  kind: z.literal('after'),
  /** The id of another job. */
  job: z.string().min(1, 'names no job').max(200),
  outcome: z.enum(afterOutcomes).default('success'),
})

/** What sets a run off. */
export const TriggerOn = z.discriminatedUnion('kind', [EventTrigger, FilesTrigger, AfterTrigger])
export type TriggerOn = z.infer<typeof TriggerOn>
export type TriggerKind = (typeof triggerKinds)[number]

/** What an earlier release has saved is shown all the same: only what is saved now has to be understood. */
const FilesDraft = FilesTrigger.extend({
  patterns: z
    .array(pattern)
    .max(100)
    .default([])
    .superRefine((patterns, issues) => {
      for (const { index, message } of checkPatterns(patterns)) issues.addIssue({ code: 'custom', path: [index], message })
    }),
})

export const TriggerDraft = z.object({
  on: z.discriminatedUnion('kind', [EventTrigger, FilesDraft, AfterTrigger]),
  /** Tells one trigger of a job from another. */
  name: z.string().trim().max(limits.nameLength).default(''),
  enabled: z.boolean().default(true),
  /** Values for the parameters of the job; `$event.path` stands for a fact about the event. */
  params: Params.default({}),
})
export type TriggerDraft = z.infer<typeof TriggerDraft>
export type TriggerInput = z.input<typeof TriggerDraft>

const time = z.int()
const RunRef = z.object({ id: z.string(), number: z.int(), status: Status })

export const JobTrigger = TriggerDraft.extend({
  on: TriggerOn,
  id: z.string(),
  jobId: z.string(),
  job: z.string(),
  jobEnabled: z.boolean(),
  /** When the trigger fires, as text. */
  text: z.string(),
  /** Why the trigger cannot fire now, as a sentence; null if it can. */
  problem: z.string().nullable(),
  /** The URL of a webhook; only its path while LocalFlow listens nowhere. */
  address: z.string().nullable(),
  /** The last time the trigger fired, with its run, or why there is none. */
  last: z.object({ at: time, run: RunRef.nullable(), note: z.string().nullable() }).nullable(),
  createdAt: time,
  updatedAt: time,
})
export type JobTrigger = z.infer<typeof JobTrigger>

/** One time that it was set off. */
export const Firing = z.object({ seq: z.int(), at: time, note: z.string().nullable(), run: RunRef.nullable() })
export type Firing = z.infer<typeof Firing>
