import * as z from 'zod'
import { approverRoles } from '../model/access.ts'
import { Hooks } from '../model/hook.ts'
import { Priority, QueueName } from '../model/job.ts'
import { limits } from '../model/limits.ts'
import { OrganizationDraft } from '../model/organization.ts'
import { PlainParamSchema } from '../params/schema.ts'
import { Layout } from './layout.ts'
import {
  Case,
  ExecSpec,
  execTypes,
  milliseconds,
  Post,
  Prep,
  params,
  Request,
  Retry,
  reference,
  Script,
  share,
  word,
} from './node-parts.ts'

/**
 * A flow as people write it: the vocabulary of PocketFlow, so that its files run unchanged, and LocalFlow's additions.
 * Defaults are not filled in: a definition is stored as it was written.
 */
export const nodeKinds = ['executor', 'choice', 'parallel', 'foreach', 'subflow', 'timer', 'wait_event', 'approval'] as const
export type NodeKind = (typeof nodeKinds)[number]

export const failureStrategies = ['fail_fast', 'collect_errors', 'ignore_errors', 'continue', 'fail', 'retry'] as const

/** Actions for trouble in a node: an edge for one of them is taken in that case only. */
export const troubleActions = ['error', 'timeout', 'expired', 'limit'] as const

/** Edges with this action are taken for any action that no other edge names. */
export const fallbackAction = 'default'

const nodeFields = {
  kind: z.enum(nodeKinds).default('executor'),
  title: word.optional(),
  /** The node is skipped: its input goes on along the edge "default". */
  disabled: z.boolean().optional(),
  exec_type: z.enum(execTypes).optional(),
  service: word.optional(),
  func: word.optional(),
  script: Script.optional(),
  request: Request.optional(),
  job: word.optional(),
  params: params.optional(),
  prep: Prep.optional(),
  post: Post.optional(),

  max_retries: z.int().min(0).max(limits.attempts).optional(),
  wait_ms: milliseconds.optional(),
  max_attempts: z.int().min(1, 'must be at least 1: the first attempt counts').max(limits.attempts).optional(),
  attempt_delay_ms: milliseconds.optional(),
  retry: Retry.optional(),
  attempt_timeout_ms: z.int().min(1).max(limits.timeoutMs).optional(),
  /** For all attempts together, with the waits between them; for a wait, how long it waits. */
  timeout_ms: milliseconds.optional(),
  /** If the outcome of the only attempt is unknown, LocalFlow does not make another: a person decides whether it succeeded. */
  at_most_once: z.boolean().optional(),
  weighted_by_load: z.boolean().optional(),
  /** How long its tasks wait for a worker that offers the service. */
  worker_wait_ms: z.number().int().min(1).max(limits.delayMs).optional(),
  queue: QueueName.optional(),
  priority: Priority.optional(),

  choice_key: reference.optional(),
  choice_cases: z.array(Case).max(1_000).optional(),
  default_action: word.optional(),

  parallel_services: z.array(word).max(1_000).optional(),
  parallel_execs: z.array(ExecSpec).max(1_000).optional(),
  foreach_execs: z.array(ExecSpec).max(10_000).optional(),
  parallel_mode: z.enum(['sequential', 'concurrent']).or(z.literal('')).optional(),
  max_parallel: z.int().min(0).max(10_000).optional(),
  failure_strategy: z.enum(failureStrategies).or(z.literal('')).optional(),
  /** This many items may fail, or this share of them. */
  tolerate_failures: share.optional(),

  subflow_execs: z.array(ExecSpec).max(1_000).optional(),
  /** A flow of its own, by its name; the version that is published when the node starts, unless one is named. */
  flow: word.optional(),
  version: z.int().min(1).optional(),
  /** Whether the inner run is cancelled, terminated or left running when the outer run ends first. */
  on_parent_close: z.enum(['cancel', 'terminate', 'abandon']).optional(),

  signal_key: reference.optional(),
  approval_key: reference.optional(),
  /** The least role of a person who may decide the approval. */
  approver_role: z.enum(approverRoles).optional(),
  /** What a person who approves is asked for; the values become the result of the node. */
  form: PlainParamSchema.optional(),

  /** The node waits for all branches of the last fork. */
  join: z.boolean().optional(),
  /** The most visits of the node; then the edge "limit" is taken. */
  max_visits: z.int().min(1).max(1_000_000).optional(),
  /** The node that compensates this one if the flow fails later on. */
  compensate: word.optional(),
}

export const Edge = z.strictObject({
  from: word,
  action: word.default(fallbackAction),
  /** None: the end. Several: all of them start, concurrently. */
  to: z.union([word, z.array(word).max(1_000)]).default(''),
})
export type Edge = z.infer<typeof Edge>

/** Subflows can contain subflows; their depth is checked before this schema reads them. */
export type Node = z.infer<z.ZodObject<typeof nodeFields, z.core.$strict>> & { subflow?: Graph | undefined }
export type Graph = { start: string; nodes: Record<string, Node>; edges: Edge[]; layout?: Layout | undefined }

export const Node: z.ZodType<Node> = z.strictObject({ ...nodeFields, subflow: z.lazy(() => z.strictObject(graph)).optional() })

const graph = {
  start: word,
  nodes: z.record(word, Node),
  edges: z.array(Edge).max(20_000).default([]),
  layout: Layout.optional(),
}

export const dialects = ['localflow', 'pocketflow'] as const

export const Definition = z.strictObject({
  name: z.string().trim().min(1).max(limits.nameLength).optional(),
  description: z.string().max(10_000).optional(),
  /** Of a file: kept beside the flow when it is published, and no part of a version. */
  ...OrganizationDraft.shape,
  /** The meaning of an action without an edge, a failure with one, and a comparison of different types. */
  dialect: z.enum(dialects).optional(),
  /** What a run asks for; without them, a run accepts any. */
  params: PlainParamSchema.optional(),
  ...graph,
  /** What follows the start and the end of a run. */
  hooks: Hooks.optional(),
  /** The timeout of the whole run. */
  timeout_ms: z.int().min(1).max(limits.delayMs).optional(),
  /** The most nodes that one run enters. */
  max_steps: z.int().min(1).max(1_000_000).optional(),
  /** The node that runs last when a run fails, is cancelled or times out. */
  cleanup: word.optional(),
})
export type Definition = z.infer<typeof Definition>

export const knownFields = {
  definition: Object.keys(Definition.shape),
  node: [...Object.keys(nodeFields), 'subflow'],
  edge: Object.keys(Edge.shape),
  script: Object.keys(Script.shape),
  prep: Object.keys(Prep.shape),
  post: Object.keys(Post.shape),
  exec: Object.keys(ExecSpec.shape),
  retry: Object.keys(Retry.shape),
  request: Object.keys(Request.shape),
  case: Object.keys(Case.shape),
  graph: ['start', 'nodes', 'edges', 'layout'],
  layout: ['nodes', 'notes'],
  note: ['at', 'size', 'text'],
}

export const defaultMaxSteps = 10_000
/** The most levels of nested flows. */
export const deepestFlow = 16

/** The same text for the same definition, whatever the order of its keys. */
export const canonicalText = (definition: unknown): string => JSON.stringify(definition, sorted)

const sorted = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value
