import * as z from 'zod'
import { Actor } from './actor.ts'
import { limits } from './limits.ts'
import { bytesOf } from './params.ts'

/** Two characters outside the first plane of Unicode count as two, as in the database. */
export const StateKey = z
  .string()
  .min(1, 'is empty: name a key')
  .refine((key) => [...key].length <= limits.stateKeyChars, `must have at most ${limits.stateKeyChars} characters`)
  .refine((key) => !/[\s\p{Cc}\p{Cs}]/u.test(key), 'must not contain spaces or control characters')

/** The key in a text such as `$state.KEY`, which a parameter may have as its value; null for any other value. */
export const stateKeyIn = (value: unknown): string | null =>
  typeof value === 'string' ? (/^\$state\.([^\s\p{Cc}]+)$/u.exec(value)?.[1] ?? null) : null

export const StateText = z
  .string()
  .refine((text) => bytesOf(text) <= limits.stateValueBytes, 'must have at most 64 KB')
  .refine((text) => !text.includes('\0'), 'must not contain a NUL character')

const change = {
  /** Counts up with each change of the key, also after it was deleted. */
  version: z.int(),
  /** The number of the run that made the change; null: no run did. */
  run: z.int().nullable(),
  actor: Actor,
}

export const StateValue = z.object({ key: z.string(), value: z.string(), changedAt: z.int(), ...change })
export type StateValue = z.infer<typeof StateValue>

/** `value` is null where the key was deleted. */
export const StateChange = z.object({ value: z.string().nullable(), at: z.int(), ...change })
export type StateChange = z.infer<typeof StateChange>

/** What must hold for a change: the key has this value, or this version. */
export const StateExpected = z.object({
  ifValue: StateText.nullable().optional().describe('Only if this is the value now; null: only if the key is not set'),
  ifVersion: z.int().min(0).optional().describe('Only if this is the version now; 0: only if the key is not set'),
})
export type StateExpected = z.infer<typeof StateExpected>

/** Whose state: that of a job, flow or pipeline, or the one that all of them share. */
export const StateOwner = z.object({
  job: z.string().min(1).max(200).optional().describe('Name or id of the job, flow or pipeline; a run need not name its own'),
  global: z.union([z.boolean(), z.stringbool()]).default(false).describe('The state that all jobs share'),
})
export type StateOwner = z.infer<typeof StateOwner>
