import * as z from 'zod'

export const maintenanceIds = [
  'delete-runs',
  'delete-artifacts',
  'delete-scripts',
  'delete-keys',
  'delete-occurrences',
  'back-up',
  'verify-backup',
] as const
export const MaintenanceId = z.enum(maintenanceIds)
export type MaintenanceId = z.infer<typeof MaintenanceId>

/** The last time that LocalFlow started a maintenance task. */
export const MaintenanceRun = z.object({
  startedAt: z.int(),
  /** Null: the task is running, or LocalFlow ended before the task did. */
  endedAt: z.int().nullable(),
  /** What the task did, as a sentence. */
  result: z.string().nullable(),
  error: z.string().nullable(),
})
export type MaintenanceRun = z.infer<typeof MaintenanceRun>

/** Something that LocalFlow does for its own data, by a schedule of its own. */
export const MaintenanceTask = z.object({
  id: MaintenanceId,
  title: z.string(),
  /** A cron expression, in the computer's time zone. */
  schedule: z.string(),
  scheduleText: z.string(),
  /** `waiting`: asked for, or due, while another task is running. */
  status: z.enum(['idle', 'waiting', 'running']),
  last: MaintenanceRun.nullable(),
  /** A task that failed runs again an hour later, a task whose time passed in sleep soon after that. */
  nextAt: z.int(),
})
export type MaintenanceTask = z.infer<typeof MaintenanceTask>
