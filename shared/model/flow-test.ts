import * as z from 'zod'
import { JsonValue } from './json.ts'
import { Params } from './params.ts'

export const testScopes = ['all', 'node', 'from', 'upTo', 'failed'] as const
export type TestScope = (typeof testScopes)[number]

/** A node by its key. */
export const NodeKey = z.string().min(1).max(200)

/** Which part of a draft is tested. */
export const FlowTestPart = z.object({
  /** The draft, where it is not saved yet. */
  source: z.string().optional(),
  scope: z
    .enum(testScopes)
    .default('all')
    .describe('all; one node; from a node on; up to a node; or the run that failed, again from its failed node'),
  node: NodeKey.optional().describe('For node, from and upTo'),
  run: z.string().max(100).optional().describe('A run whose data the test uses: its parameters, and what the node got in it'),
})
export type FlowTestPart = z.infer<typeof FlowTestPart>

export const FlowTestRequest = FlowTestPart.extend({
  params: Params.default({}),
  confirmed: z
    .array(NodeKey)
    .max(10_000)
    .default([])
    .describe('Nodes that may do for real what the plan says of them; nodes that were tested before need not be named'),
})
export type FlowTestRequest = z.infer<typeof FlowTestRequest>

/** A node that a test runs. `does`: what it does outside LocalFlow, as the rest of a sentence; null: nothing. */
export const PlannedNode = z.object({
  node: z.string(),
  title: z.string(),
  does: z.string().nullable(),
  /** It does something, and was never tested in this draft. */
  asks: z.boolean(),
  bypass: z.enum(['disabled', 'pinned']).nullable(),
})
export type PlannedNode = z.infer<typeof PlannedNode>

export const FlowPin = z.object({
  node: z.string(),
  value: JsonValue,
  /** The number of the run that returned it; null: a person wrote it. */
  run: z.int().nullable(),
  pinnedAt: z.int(),
})
export type FlowPin = z.infer<typeof FlowPin>
