import * as z from 'zod'
import { ParamSchema } from '../params/schema.ts'
import { approverRoles } from './access.ts'
import { Actor } from './actor.ts'
import { limits } from './limits.ts'
import { shownName } from './name.ts'
import { Organization, Organized } from './organization.ts'
import { Run } from './run.ts'

const time = z.int()

export const FlowName = shownName('is empty: give the flow a name')

/** A draft as text; it may be invalid. */
export const FlowSource = z.string().max(limits.requestBytes)

export const Flow = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  /** The newest published version; null: none. */
  version: z.int().nullable(),
  createdAt: time,
  updatedAt: time,
})
export type Flow = z.infer<typeof Flow>

export const FlowVersion = z.object({
  version: z.int(),
  /** Hash of the meaning: the same for the same graph. */
  hash: z.string(),
  note: z.string(),
  publishedAt: time,
  /** Who published it. */
  actor: Actor,
})
export type FlowVersion = z.infer<typeof FlowVersion>

export const FlowProblem = z.object({
  severity: z.enum(['error', 'warning']),
  path: z.string(),
  message: z.string(),
  line: z.int().optional(),
  column: z.int().optional(),
})

export const FlowSummary = Flow.extend({
  ...Organized.shape,
  /** The newest runs, oldest first. */
  lastRuns: z.array(Run.pick({ id: true, number: true, status: true, reason: true, startedAt: true, endedAt: true })),
  /** The draft differs from the newest version. */
  hasDraft: z.boolean(),
})
export type FlowSummary = z.infer<typeof FlowSummary>

export const FlowDetail = FlowSummary.extend({
  notes: Organization.shape.notes,
  draft: z.string(),
  problems: z.array(FlowProblem),
  versions: z.array(FlowVersion),
})
export type FlowDetail = z.infer<typeof FlowDetail>

/** What a run of a flow waits for, for the person who can end the wait. */
export const FlowWait = z.object({
  run: z.string(),
  runNumber: z.int(),
  title: z.string(),
  step: z.string(),
  node: z.string(),
  /** The title of the node, or its key. */
  nodeTitle: z.string(),
  kind: z.enum(['event', 'approval']),
  /** The name of the signal, or of the approval. */
  key: z.string(),
  /** The question is whether the work was done, because its outcome is unknown. */
  isUnknown: z.boolean(),
  /** The least role of a person who may decide; null: that of everybody who may approve. */
  role: z.enum(approverRoles).nullable(),
  /** What a person who approves is asked for. */
  form: ParamSchema,
  /** The parameters of the run in one line, shortened: `env=prod, dryRun=true`. */
  params: z.string(),
  since: time,
  dueAt: time.nullable(),
})
export type FlowWait = z.infer<typeof FlowWait>
