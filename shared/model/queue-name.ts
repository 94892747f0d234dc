import * as z from 'zod'
import { checkQueue } from './conditions.ts'
import { hookQueue } from './hook.ts'

/** Queues of what LocalFlow starts around runs, apart from the concurrency limit: work must not escape the limit there. */
const own: readonly string[] = [hookQueue, checkQueue]

export const QueueName = z
  .string()
  .trim()
  .regex(/^[\w.:-]{1,60}$/, 'must be a name of up to 60 letters, digits and . : _ -')
  .refine((name) => !own.includes(name), `must not be ${own.join(' or ')}, which LocalFlow uses itself`)
