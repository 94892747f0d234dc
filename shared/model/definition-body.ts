import * as z from 'zod'
import { limits } from './limits.ts'

/** A flow, by its name or id; the version that is published when a run starts, unless one is named. */
export const FlowBody = z.object({
  kind: z.literal('flow'),
  flow: z.string().trim().min(1, 'is empty: name the flow to run').max(limits.nameLength),
  version: z.int().min(1).optional(),
})
export type FlowBody = z.infer<typeof FlowBody>

/** A pipeline, by its name or id; its newest version when a run starts, unless one is named. */
export const PipelineBody = z.object({
  kind: z.literal('pipeline'),
  pipeline: z.string().trim().min(1, 'is empty: name the pipeline to run').max(limits.nameLength),
  version: z.int().min(1).optional(),
})
export type PipelineBody = z.infer<typeof PipelineBody>
