import * as z from 'zod'
import { Body, Env, FilePath } from '../model/job.ts'
import { limits } from '../model/limits.ts'
import { Settings, SettingsChange } from '../model/settings.ts'
import { access } from './base.ts'

/** Why LocalFlow cannot write to the disk. While there is trouble, nothing new starts. */
export const StorageTrouble = z.object({
  kind: z.enum(['full', 'low', 'read-only', 'locked', 'failing', 'lost']),
  message: z.string(),
  since: z.int(),
})
export type StorageTrouble = z.infer<typeof StorageTrouble>

export const SystemInfo = z.object({
  version: z.string(),
  host: z.enum(['desktop', 'headless', 'cli']),
  platform: z.string(),
  dataFolder: z.string(),
  node: z.string(),
  sqlite: z.string(),
  /** How many tasks may run at the same time, and how many more may start now. */
  limit: z.int(),
  free: z.int(),
  /** The old name of `limit`, for one release. */
  parallel: z.int(),
  /** Waiting tasks, for any reason. */
  queued: z.int(),
  running: z.int(),
  /** Runs that wait for a person, a signal, a worker, a time, a paused queue or the concurrency limit while none of their tasks runs. */
  waiting: z.int(),
  /** The number of open alerts, without those of muted jobs. */
  alerts: z.int(),
  /** The number of decisions that flows wait for. */
  approvals: z.int(),
  jobs: z.int(),
  flows: z.int(),
  pipelines: z.int(),
  /** The pid of the first runner; null while it is not connected. */
  runnerPid: z.int().nullable(),
  /** The address of the REST interface for programs of this computer; null: none, or only the socket of the data folder. */
  address: z.string().nullable(),
  /** Why the address is not the configured one. */
  addressProblem: z.string().nullable(),
  /** The pids of all connected runners. */
  runnerPids: z.array(z.int()),
  /** The pid of the spawner, which starts programs for the runner; null where the runner starts them itself. */
  spawnerPid: z.int().nullable(),
  /** Why the runner starts programs itself, as a sentence; null where the spawner starts them, and while no runner is connected. */
  spawnerProblem: z.string().nullable(),
  storage: StorageTrouble.nullable(),
  /** Why programs cannot start, if that lasts. */
  runnerProblem: z.string().nullable(),
})
export type SystemInfo = z.infer<typeof SystemInfo>

export const EnvironmentReport = z.object({
  /** The source of the environment of children. */
  source: z.enum(['login-shell', 'inherited']),
  shell: z.string().nullable(),
  /** Why it is not the login shell's, if it should be. */
  problem: z.string().nullable(),
  capturedAt: z.int().nullable(),
  tookMs: z.number().nullable(),
  /** Names whose value differs from the environment of LocalFlow itself. */
  differences: z.array(z.object({ name: z.string(), own: z.string().nullable(), child: z.string().nullable() })),
  commands: z.array(z.object({ word: z.string(), path: z.string().nullable(), ownPath: z.string().nullable() })),
  path: z.array(z.string()),
})
export type EnvironmentReport = z.infer<typeof EnvironmentReport>

/** The paths that a text may become. */
export const FoundPaths = z.object({
  folder: z.string(),
  items: z.array(z.object({ name: z.string(), path: z.string(), isFolder: z.boolean() })),
  /** There are more than these. */
  more: z.boolean(),
  /** Why the folder could not be read. */
  problem: z.string().nullable(),
})
export type FoundPaths = z.infer<typeof FoundPaths>

export const system = {
  info: access('viewer', 'system')
    .route({ method: 'GET', path: '/system', tags: ['System'], summary: 'Get the version, the process and the data folder' })
    .output(SystemInfo),
  environment: access('editor', 'system')
    .route({
      method: 'POST',
      path: '/system/environment',
      tags: ['System'],
      summary: 'Get the environment of a job, its source, and where its commands are found',
    })
    .input(
      z.object({
        job: z.string().max(200).optional(),
        refresh: z.boolean().default(false),
        edited: z
          .object({ body: Body, cwd: FilePath.nullable(), env: Env })
          .partial()
          .optional()
          .describe('What is not saved of the job yet, or of a new one'),
      }),
    )
    .output(EnvironmentReport),
  paths: access('operator', 'system')
    .route({
      method: 'GET',
      path: '/system/paths',
      tags: ['System'],
      summary: 'List the files and folders whose paths begin with a text, for the completion of a path; at most 200',
    })
    .input(z.object({ path: z.string().min(1).max(limits.pathLength), only: z.enum(['file', 'folder']).default('file') }))
    .output(FoundPaths),
}

export const settings = {
  get: access('viewer', 'setting')
    .route({ method: 'GET', path: '/settings', tags: ['System'], summary: 'Get the settings' })
    .output(Settings),
  update: access('admin', 'setting')
    .route({ method: 'PUT', path: '/settings', tags: ['System'], summary: 'Change settings; those that are not named stay' })
    .input(SettingsChange)
    .output(Settings),
}
