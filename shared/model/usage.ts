import * as z from 'zod'

const time = z.int()

export const Survivor = z.object({ pid: z.int(), command: z.string() })
export type Survivor = z.infer<typeof Survivor>

/** Measurements of all processes of an attempt together. */
export const Usage = z.object({
  /** Resident memory in bytes: the peak, and the average over the samples. */
  peakMemory: z.int(),
  averageMemory: z.int(),
  /** CPU time, and the highest usage at once: 1 is one core. */
  cpuMs: z.int(),
  peakCpu: z.number(),
  averageCpu: z.number(),
  /** The limits that were exceeded, as sentences. */
  warnings: z.array(z.string()),
  /** Processes that survived every attempt to stop them. */
  survivors: z.array(Survivor),
})
export type Usage = z.infer<typeof Usage>

/** One sample of the processes of an attempt. */
export const Sample = z.object({
  at: time,
  processes: z.array(z.object({ pid: z.int(), parent: z.int(), command: z.string(), cpu: z.number(), memory: z.int() })),
  /** Sums over all of them, also over those that are not listed. */
  count: z.int(),
  cpu: z.number(),
  memory: z.int(),
})
export type Sample = z.infer<typeof Sample>
