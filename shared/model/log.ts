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

/** Why a log is not as the run wrote it: deleted, emptied or shortened. `at`: when that happened at the latest, if that is known. */
export const LogGone = z.object({ at: z.int().nullable(), why: z.string() })
export type LogGone = z.infer<typeof LogGone>

export const LogSize = z.object({
  attempt: z.int(),
  lines: z.int(),
  bytes: z.int(),
  ended: z.boolean(),
  /** Null: the log is as the run wrote it. */
  gone: LogGone.nullable(),
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

/** The numbers of matching lines, packed by `packLines`: those since the event before. */
export const LogFound = z.object({
  lines: z.string(),
  /** Matching lines so far. */
  found: z.int(),
  /** The first line that was not searched, or not finished. */
  next: z.int(),
  /** Bytes searched so far, and bytes of the log. */
  bytes: z.int(),
  size: z.int(),
  /** Why the search stopped early. */
  note: z.string().optional(),
})
export type LogFound = z.infer<typeof LogFound>

/** Places are bytes of the line. */
export const LogMatch = z.object({
  column: z.int().nullable().describe('Where the first match begins; null: there is none'),
  end: z.int().nullable(),
  bytes: z.int().describe('Length of the line'),
  text: z.string().describe('The line around the match, without escapes of terminals'),
  start: z.int().describe('Where `text` begins'),
})
export type LogMatch = z.infer<typeof LogMatch>

/** Line numbers packed by `packLines`, each list relative to the last number of the same list sent before. */
export const LogLevels = z.object({
  errors: z.string(),
  warnings: z.string(),
  /** Starts and ends of stack traces, in turn. Their lines after the first are not among the errors. */
  traces: z.string(),
  /** The first line that was not classified. */
  next: z.int(),
})
export type LogLevels = z.infer<typeof LogLevels>

/** `error`: the first line of level error. Without one, `stderr`: the last line of stderr of a failed run; else `last`. */
export const FirstError = z.object({
  line: z.int().nullable(),
  kind: z.enum(['error', 'stderr', 'last']).nullable(),
  text: z.string(),
})
export type FirstError = z.infer<typeof FirstError>

/** A part of a log as it was written. */
export const LogBytes = z.object({
  offset: z.int(),
  stream,
  /** Base64, because output need not be text. */
  data: z.string(),
})
export type LogBytes = z.infer<typeof LogBytes>

/** `plain`: without escapes of terminals; `times`: plain, with the time of each line in front. */
export const downloadForms = ['raw', 'plain', 'times'] as const
export type DownloadForm = (typeof downloadForms)[number]
