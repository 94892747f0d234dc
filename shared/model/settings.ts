import * as z from 'zod'
import { Actor, localActor } from './actor.ts'
import { limits } from './limits.ts'

const hourMs = 3_600_000

export const NewJobs = z.strictObject({
  /** Of scripts written in the window, with its arguments. Empty: the #! line, else the shell of the system. */
  interpreter: z.string().trim().max(200),
  timeoutMs: z.int().min(1_000).max(limits.timeoutMs).nullable(),
  attempts: z.int().min(1).max(100),
  delayMs: z.int().min(0).max(hourMs),
  /** LocalFlow sends no notification when the job fails. */
  muted: z.boolean(),
})
export type NewJobs = z.infer<typeof NewJobs>

const shape = {
  /** Tasks at the same time; null: what the environment says, else the number of cores. */
  parallel: z.int().min(1).max(1_000).nullable(),
  /** How long an idempotency key is remembered. */
  idempotencyMs: z
    .int()
    .min(60_000)
    .max(366 * 24 * hourMs),
  /** The computer does not go to sleep while a run is active, where the host can see to that. */
  keepAwake: z.boolean(),
  /** A notification of the system when a run fails. */
  notifyFailures: z.boolean(),
  /** Children get the environment of the person's login shell. */
  loginShell: z.boolean(),
  /** How often running processes are looked at. */
  sampleMs: z.int().min(250).max(hourMs),
  /** The desktop app listens on this port of this computer, for webhooks and programs; null: on none. */
  port: z.int().min(1_024).max(65_535).nullable(),
  /** What a job has that is made in the window or by `lf job create`, unless its maker says otherwise. */
  newJobs: NewJobs,
  /** Nothing starts by itself, until then or until it is taken back. */
  paused: z.object({ until: z.int().min(0).nullable(), reason: z.string().trim().max(500) }).nullable(),
}

/** What a person can set for the whole of LocalFlow. */
export const Settings = z.object({
  ...shape,
  /** With who paused it; earlier releases did not record that. */
  paused: shape.paused
    .unwrap()
    .extend({ actor: Actor.default(localActor) })
    .nullable(),
})
export type Settings = z.infer<typeof Settings>
export const SettingsChange = z.strictObject(shape).partial()
export type SettingsChange = z.infer<typeof SettingsChange>

/** Whether the pause of automatic runs is still in effect. */
export const isPaused = (paused: Settings['paused'], now: number): boolean =>
  paused !== null && (paused.until === null || paused.until > now)

export const defaultSettings: Settings = {
  parallel: null,
  idempotencyMs: 7 * 24 * hourMs,
  keepAwake: false,
  notifyFailures: true,
  loginShell: true,
  sampleMs: 2_000,
  port: null,
  newJobs: { interpreter: 'bash', timeoutMs: null, attempts: 1, delayMs: 1_000, muted: false },
  paused: null,
}
