import * as z from 'zod'
import { LogGone, stream } from './log.ts'
import { Run } from './run.ts'

/** A line of a log with the text that was searched for. */
export const FoundLine = z.object({
  /** The node of a flow or the step of a pipeline, as `node` of /runs/{ref}/log takes it; null for the log of the run itself. */
  node: z.string().nullable(),
  attempt: z.int(),
  n: z.int(),
  at: z.int(),
  stream,
  /** The line, or the part around the match if the line is long. */
  text: z.string(),
  /** Where the first match begins and ends in `text`. */
  match: z.tuple([z.int(), z.int()]),
  isCut: z.boolean(),
})
export type FoundLine = z.infer<typeof FoundLine>

/** A run whose logs have the text: the first lines, and the number of all. */
export const FoundRun = z.object({
  run: Run.pick({ id: true, number: true, title: true, status: true, reason: true, startedAt: true, createdAt: true }),
  lines: z.array(FoundLine),
  count: z.int(),
})
export type FoundRun = z.infer<typeof FoundRun>

/** Logs that are named because they were skipped, or are gone; all are counted. */
export const mostSkipped = 20
/** A log that was not searched to its end, because the pattern took too long. */
export const SkippedLog = z.object({ run: z.int(), node: z.string().nullable(), attempt: z.int(), why: z.string() })
export type SkippedLog = z.infer<typeof SkippedLog>
/** A log that was deleted, or of which only a part is left, which was searched. */
export const MissingLog = LogGone.extend({ run: z.int(), node: z.string().nullable(), attempt: z.int() })
export type MissingLog = z.infer<typeof MissingLog>

export const SearchProgress = z.object({
  runs: z.int().describe('Runs that were searched'),
  of: z.int().nullable().describe('Runs to search; null: not counted yet'),
  isPart: z.boolean().describe('True: there are more runs than `of`'),
  logs: z.int(),
  bytes: z.int(),
  oldest: z.int().nullable().describe('Number of the oldest of these runs: `before` of a search that goes on from here'),
  backTo: z.int().nullable().describe('When this run started'),
  foundLines: z.int(),
  foundRuns: z.int(),
  noLog: z.int().describe('Attempts without a log: the program printed nothing, as far as is known'),
  deletedLogs: z.int().describe('Attempts whose log was deleted, emptied or shortened outside of LocalFlow'),
  deleted: z.array(MissingLog).describe('The first of these logs, why, and when at the latest'),
  skippedLogs: z.int().describe('Logs that were skipped because the pattern took too long'),
  skipped: z.array(SkippedLog).describe('The first of these logs, and why'),
})
export type SearchProgress = z.infer<typeof SearchProgress>

/** What a search across runs sends: progress a few times a second, each run with the text once, and the end. */
export const LogSearchEvent = z.discriminatedUnion('type', [
  SearchProgress.extend({ type: z.literal('progress') }),
  FoundRun.extend({ type: z.literal('found') }),
  SearchProgress.extend({
    type: z.literal('end'),
    next: z.int().nullable().describe('`before` of a search that continues this one; null: every run was searched'),
  }),
])
export type LogSearchEvent = z.infer<typeof LogSearchEvent>
