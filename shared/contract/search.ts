import * as z from 'zod'
import { access } from './base.ts'

export const FoundDefinition = z.object({
  kind: z.enum(['job', 'flow', 'pipeline']),
  id: z.string(),
  name: z.string(),
  /** Whether the job is enabled, or the flow has a published version. */
  canStart: z.boolean(),
})
export type FoundDefinition = z.infer<typeof FoundDefinition>

export const search = {
  definitions: access('viewer', 'job')
    .route({
      method: 'GET',
      path: '/search',
      tags: ['System'],
      summary: 'Find jobs, flows and pipelines by name, best match first. Letters may be left out: nb finds "Nightly backup"',
    })
    .input(
      z.object({
        q: z.string().max(1_000).default(''),
        /** Ids that come first among equal matches, such as those used last. */
        first: z.array(z.string().max(200)).max(50).default([]),
        limit: z.coerce.number<number | string>().int().min(1).max(100).default(30),
      }),
    )
    .output(z.object({ items: z.array(FoundDefinition), total: z.int().describe('How many match') })),
}
