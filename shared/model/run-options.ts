import * as z from 'zod'
import { Priority } from './job.ts'

/** Why a run is started, for whoever looks at it later. */
const reason = z.string().trim().max(500).optional()
const version = z.coerce.number<number | string>().int().min(1).optional()

/** An instant, as milliseconds or with its offset. */
const moment = z.union([z.int().min(0), z.iso.datetime({ offset: true }).transform((text) => Date.parse(text))])

/** What may differ for one run of a job. */
export const JobRunOptions = z.object({
  /** When it starts; at once if that is over. */
  at: moment.optional().describe('When it starts'),
  priority: Priority.optional().describe('Instead of the priority of the job'),
  version: version.describe('Run this version instead of the newest'),
  reason: reason.describe('Why it is started'),
})
export type JobRunOptions = z.infer<typeof JobRunOptions>

/** Runs of flows and pipelines start at once, and their nodes have priorities of their own. */
export const FlowRunOptions = JobRunOptions.pick({ version: true, reason: true })
export const PipelineRunOptions = FlowRunOptions
