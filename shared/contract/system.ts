import * as z from 'zod'
import { route } from './base.ts'

export const SystemInfo = z.object({
  version: z.string(),
  host: z.enum(['desktop', 'headless', 'cli']),
  platform: z.string(),
  dataFolder: z.string(),
  node: z.string(),
  sqlite: z.string(),
  parallel: z.int(),
  queued: z.int(),
  running: z.int(),
  jobs: z.int(),
  /** Null while no runner is connected. */
  runnerPid: z.int().nullable(),
})
export type SystemInfo = z.infer<typeof SystemInfo>

export const system = {
  info: route
    .route({ method: 'GET', path: '/system', tags: ['System'], summary: 'What is running, and where its data is' })
    .output(SystemInfo),
}
