import * as z from 'zod'

export const maintenanceIds = [
  'delete-runs',
  'delete-tests',
  'delete-artifacts',
  'delete-scripts',
  'delete-keys',
  'delete-occurrences',
  'delete-alerts',
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

/** A maintenance task of LocalFlow, with its own schedule. */
export const MaintenanceTask = z.object({
  id: MaintenanceId,
  title: z.string(),
  /** A cron expression, in the computer's time zone. */
  schedule: z.string(),
  scheduleText: z.string(),
  /** `waiting`: requested, or due, while another task is running. */
  status: z.enum(['idle', 'waiting', 'running']),
  last: MaintenanceRun.nullable(),
  /** A failed task runs again an hour later, one whose time passed during sleep soon after that. */
  nextAt: z.int(),
})
export type MaintenanceTask = z.infer<typeof MaintenanceTask>
