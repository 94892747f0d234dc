import * as z from 'zod'
import { FlowSource } from './flow.ts'
import { JobDraft } from './job.ts'
import { shownName } from './name.ts'
import { ManifestSource } from './pipeline.ts'

/** What a template makes: a definition without its name. */
export const TemplateParts = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('job'), job: JobDraft.omit({ name: true, enabled: true, pinned: true }) }),
  z.strictObject({ kind: z.literal('flow'), source: FlowSource }),
  z.strictObject({ kind: z.literal('pipeline'), source: ManifestSource }),
])
export type TemplateParts = z.infer<typeof TemplateParts>

const named = {
  name: shownName('Enter a name.'),
  /** What it is for. */
  text: z.string().trim().max(2_000).default(''),
}

export const TemplateDraft = z.object({ ...named, parts: TemplateParts })
export type TemplateDraft = z.infer<typeof TemplateDraft>

export const TemplateChange = z.object(named)
export type TemplateChange = z.infer<typeof TemplateChange>

/** Without its definition, which can be large. */
export const Template = z.object({
  id: z.string(),
  kind: z.enum(['job', 'flow', 'pipeline']),
  name: z.string(),
  text: z.string(),
  savedAt: z.int(),
})
export type Template = z.infer<typeof Template>

export const mostTemplates = 200
