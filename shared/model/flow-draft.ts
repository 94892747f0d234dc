import * as z from 'zod'
import { Actor } from './actor.ts'

/** A draft of a flow that a person kept. */
export const FlowDraft = z.object({
  number: z.int(),
  note: z.string(),
  savedAt: z.int(),
  actor: Actor,
})
export type FlowDraft = z.infer<typeof FlowDraft>

/** So many of a flow are kept. */
export const draftsKept = 50

/** By name: what names a node of a flow by its key, outside of the flow; and how many runs that are active keep the key. */
export const KeyUses = z.object({
  flows: z.array(z.string()),
  jobs: z.array(z.string()),
  views: z.array(z.string()),
  activeRuns: z.int(),
})
export type KeyUses = z.infer<typeof KeyUses>

/** The steps that the editor can undo, as it writes them. */
export const FlowSteps = z
  .string()
  .max(2 * 1024 * 1024)
  .refine(isJson, 'is not JSON')

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
