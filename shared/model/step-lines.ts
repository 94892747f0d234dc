import * as z from 'zod'
import { LogGone, LogLine, stream } from './log.ts'

/** A line of one step of a run; `node` names the step as addresses of logs do. */
export const StepLine = LogLine.extend({ node: z.string(), attempt: z.int() })
export type StepLine = z.infer<typeof StepLine>

/** A place between the lines of all steps. */
export const StepCursor = z.string().max(256 * 1024)

/** `warning`: warnings and errors. */
export const shownLevels = ['all', 'warning', 'error'] as const
export type ShownLevel = (typeof shownLevels)[number]

/** Lines of all steps in the order of their times, and the places before and after them. */
export const StepPage = z.object({
  items: z.array(StepLine),
  before: StepCursor,
  after: StepCursor,
  /** There is more to read in the direction that was asked for: the page is full, or the search for lines took long. */
  more: z.boolean(),
  /** All steps have ended. */
  ended: z.boolean(),
  /** The run has more steps than are read together. */
  isPart: z.boolean(),
})
export type StepPage = z.infer<typeof StepPage>

/** New lines. `isJump`: they came faster than they were sent, and some before these were left out. */
export const StepNews = StepPage.omit({ more: true }).extend({ isJump: z.boolean() })
export type StepNews = z.infer<typeof StepNews>

/** A line with the text that was looked for, or the part of a long line around it. */
export const StepHit = z.object({
  ...{ node: z.string(), attempt: z.int(), n: z.int(), at: z.int(), stream, text: z.string() },
  isCut: z.boolean(),
})
export type StepHit = z.infer<typeof StepHit>

/** What was found since the event before. `count` counts also lines beyond those that are listed. */
export const StepHits = z.object({
  items: z.array(StepHit),
  count: z.int(),
  /** Logs that were searched, and all. */
  searched: z.int(),
  of: z.int(),
  /** Logs that could not be searched, as where an expression takes too long. */
  skipped: z.int(),
})
export type StepHits = z.infer<typeof StepHits>

/** Logs of steps that were deleted, emptied or shortened. `count` counts also those beyond the ones that are named. */
export const GoneSteps = z.object({
  items: z.array(z.object({ node: z.string(), attempt: z.int(), gone: LogGone })),
  count: z.int(),
})
export type GoneSteps = z.infer<typeof GoneSteps>
