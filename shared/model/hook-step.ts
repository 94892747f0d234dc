import * as z from 'zod'
import { states } from '../run-state.ts'

const time = z.int()

/** A hook of a run as a step of the run's log; `run` is null if the hook could not start. */
export const HookStep = z.object({
  step: z.string(),
  run: z.object({ id: z.string(), number: z.int() }).nullable(),
  status: z.enum(states),
  error: z.string().nullable(),
  startedAt: time.nullable(),
  endedAt: time.nullable(),
})
export type HookStep = z.infer<typeof HookStep>
