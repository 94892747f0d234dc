import { eventIterator } from '@orpc/contract'
import * as z from 'zod'
import { LogSearchEvent } from '../model/found-run.ts'
import { limits } from '../model/limits.ts'
import { access, FilterText } from './base.ts'

export const FoundDefinition = z.object({
  kind: z.enum(['job', 'flow', 'pipeline']),
  id: z.string(),
  name: z.string(),
  /** Whether the job is enabled, or the flow has a published version. */
  canStart: z.boolean(),
})
export type FoundDefinition = z.infer<typeof FoundDefinition>

const flag = z.union([z.boolean(), z.stringbool()]).default(false)

export const search = {
  definitions: access('viewer', 'job')
    .route({
      method: 'GET',
      path: '/definitions',
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
  logs: access('viewer', 'log')
    .route({
      method: 'GET',
      path: '/search',
      tags: ['Logs'],
      summary: 'Search the logs of runs, newest first, as a stream of progress and of runs with the text',
    })
    .input(
      z.object({
        text: z.string().min(1).max(limits.patternLength),
        regex: flag.describe('`text` is a regular expression'),
        case: flag.describe('Upper and lower case differ'),
        word: flag.describe('Only whole words'),
        q: FilterText.default('').describe('Only runs that match this filter, such as `job:backup started:7d`'),
        before: z.coerce.number<number | string>().int().min(1).optional().describe('Only runs with a lower number'),
        limit: z.coerce
          .number<number | string>()
          .int()
          .min(1)
          .max(limits.foundRuns)
          .default(limits.foundRuns)
          .describe('Stop after this many runs with the text'),
        lines: z.coerce
          .number<number | string>()
          .int()
          .min(1)
          .max(limits.foundLines)
          .default(5)
          .describe('Lines of each run; all are counted'),
      }),
    )
    .output(eventIterator(LogSearchEvent)),
}
