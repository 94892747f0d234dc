import * as z from 'zod'
import { Disabling, Found, ImportedJob, ImportResult, importKinds, Restoring } from '../model/import.ts'
import { access } from './base.ts'

const tags = ['Import and export']
const kind = z.enum(importKinds)
const Done = z.object({ done: z.literal(true) })

export const imports = {
  found: access('admin', 'import')
    .route({ method: 'GET', path: '/imports/{kind}', tags, summary: 'What another scheduler of this computer runs for you' })
    .input(z.object({ kind }))
    .output(Found),
  take: access('editor', 'import')
    .route({ method: 'POST', path: '/imports', tags, summary: 'Make jobs with what sets them off; each whole, or not at all' })
    .input(z.object({ jobs: z.array(ImportedJob).min(1).max(500) }))
    .output(z.object({ items: z.array(ImportResult) })),
  disable: access('admin', 'import')
    .route({ method: 'POST', path: '/imports/disable', tags, summary: 'Let the other scheduler not run it any more' })
    .input(Disabling)
    .output(Done),
  restore: access('admin', 'import')
    .route({ method: 'POST', path: '/imports/restore', tags, summary: 'Let the other scheduler run it again' })
    .input(Restoring)
    .output(Done),
  exportCrontab: access('viewer', 'import')
    .route({
      method: 'GET',
      path: '/export/crontab',
      tags,
      summary: 'The schedules as a crontab, and what cannot be said in one',
    })
    .output(
      z.object({
        text: z.string(),
        left: z.array(z.object({ job: z.string(), why: z.string() })),
        /** More jobs than are looked at. */
        isCut: z.boolean(),
      }),
    ),
}
