import * as z from 'zod'

export const stream = z.enum(['out', 'err', 'note'])
export type Stream = z.infer<typeof stream>

export const LogLine = z.object({
  /** From 1, as every tool that opens the file counts. */
  n: z.int(),
  at: z.int(),
  stream,
  text: z.string(),
  /** Bytes of this line beyond `text`. */
  cut: z.int(),
  /** The line has no end yet: the program may still add to it. */
  open: z.boolean(),
})
export type LogLine = z.infer<typeof LogLine>

export const LogSize = z.object({
  attempt: z.int(),
  lines: z.int(),
  bytes: z.int(),
  ended: z.boolean(),
})
export type LogSize = z.infer<typeof LogSize>

export const LogGrowth = LogSize.extend({
  /** The newest lines that this stream has not sent yet, with the unfinished last one. Only if the request has `tail`. */
  tail: z.array(LogLine).optional(),
})
export type LogGrowth = z.infer<typeof LogGrowth>

/** Lines that match a pattern, in their order; `next` is the first line that was not searched, or not finished. */
export const LogHits = z.object({ items: z.array(LogLine), next: z.int() })
export type LogHits = z.infer<typeof LogHits>

/** A part of a log as it was written. */
export const LogBytes = z.object({
  offset: z.int(),
  stream,
  /** Base64, because output need not be text. */
  data: z.string(),
})
export type LogBytes = z.infer<typeof LogBytes>
