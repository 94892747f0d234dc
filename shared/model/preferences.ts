import * as z from 'zod'

export const themes = ['system', 'light', 'dark'] as const
export const logTimes = ['off', 'relative', 'absolute'] as const
export type Theme = (typeof themes)[number]
export type LogTimes = (typeof logTimes)[number]

export const recentLength = 8

/** Steps for a new profile: `seen` is set once Home showed them, `dismissed` hides them. */
export const firstStepMarks = ['seen', 'import', 'example', 'dismissed'] as const
export type FirstStepMark = (typeof firstStepMarks)[number]

const shape = {
  theme: z.enum(themes),
  /** How a log shows the time of a line. */
  logTimes: z.enum(logTimes),
  /** What the person chose in the palette, newest first. */
  recent: z.array(z.string().min(1).max(200)).max(recentLength),
  /** Occurrences that were missed up to this time were dismissed on Home. */
  dismissedAway: z.int().min(0),
  firstSteps: z.array(z.enum(firstStepMarks)).max(firstStepMarks.length),
}

/**
 * What a person chose for themselves. Each key is stored on its own under the actor, and is the same in each window and browser.
 * A new key is a line in `shape` and one in `defaultPreferences`, with the code that reads it.
 */
export const Preferences = z.object(shape)
export type Preferences = z.infer<typeof Preferences>
export const PreferencesChange = z.strictObject(shape).partial()
export type PreferencesChange = z.infer<typeof PreferencesChange>

export const defaultPreferences: Preferences = {
  theme: 'system',
  logTimes: 'off',
  recent: [],
  dismissedAway: 0,
  firstSteps: [],
}
