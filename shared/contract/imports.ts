import * as z from 'zod'
import { Disabling, Found, ImportedJob, ImportResult, importKinds, Restoring } from '../model/import.ts'
import { access } from './base.ts'

const tags = ['Import and export']
const kind = z.enum(importKinds)
const Done = z.object({ done: z.literal(true) })

export const imports = {
  found: access('admin', 'import')
    .route({ method: 'GET', path: '/imports/{kind}', tags, summary: 'List what cron or systemd runs for you on this computer' })
    .input(z.object({ kind }))
    .output(Found),
  take: access('editor', 'import')
    .route({
      method: 'POST',
      path: '/imports',
      tags,
      summary: 'Create jobs with their schedules and triggers; each one completely or not at all',
    })
    .input(z.object({ jobs: z.array(ImportedJob).min(1).max(500) }))
    .output(z.object({ items: z.array(ImportResult) })),
  disable: access('admin', 'import')
    .route({ method: 'POST', path: '/imports/disable', tags, summary: 'Disable entries in the other scheduler' })
    .input(Disabling)
    .output(Done),
  restore: access('admin', 'import')
    .route({ method: 'POST', path: '/imports/restore', tags, summary: 'Enable entries in the other scheduler again' })
    .input(Restoring)
    .output(Done),
  exportCrontab: access('viewer', 'import')
    .route({
      method: 'GET',
      path: '/export/crontab',
      tags,
      summary: 'Export the schedules as a crontab, with a list of what a crontab cannot express',
    })
    .output(
      z.object({
        text: z.string(),
        left: z.array(z.object({ job: z.string(), why: z.string() })),
        /** True if there are more jobs than the export covers. */
        isCut: z.boolean(),
      }),
    ),
}
