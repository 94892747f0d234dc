import * as z from 'zod'
import { Run } from './run.ts'

/** A job, flow, pipeline or command with an unresolved alert, and the failures it counts. `muted`: its job sends no notifications. */
export const Failing = z.object({ newest: Run, count: z.int(), muted: z.boolean() })
export type Failing = z.infer<typeof Failing>
