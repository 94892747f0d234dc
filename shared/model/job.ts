import * as z from 'zod'
import { limits } from './limits.ts'

const noNul = (text: string) => !text.includes('\0')
const nulMessage = 'must not contain a NUL character'
const plainText = (max: number) => z.string().max(max).refine(noNul, nulMessage)

/** An argument list: the program, then its arguments. Never a line for a shell to split. */
const interpreter = z.array(plainText(limits.pathLength).min(1)).max(20)

export const ScriptBody = z.object({
  kind: z.literal('script'),
  script: plainText(limits.scriptBytes).min(1, 'is empty: write what should run'),
  /** Empty: the script's own #! line, else the system shell. */
  interpreter: interpreter.default([]),
})

export const CommandBody = z.object({
  kind: z.literal('command'),
  command: plainText(limits.pathLength).trim().min(1, 'is empty: name the program to run'),
  args: z.array(plainText(limits.argBytes)).max(limits.args).default([]),
})

export const Body = z.discriminatedUnion('kind', [ScriptBody, CommandBody])
export type Body = z.infer<typeof Body>

const envName = z
  .string()
  .min(1, 'an environment name must not be empty')
  .max(256)
  .refine((name) => !name.includes('='), 'an environment name must not contain "="')
  .refine(noNul, `an environment name ${nulMessage}`)

export const Env = z
  .record(envName, plainText(limits.envValueBytes))
  .refine((env) => Object.keys(env).length <= limits.envEntries, `at most ${limits.envEntries} variables`)

/** What to execute and how: the part of a job that is versioned. */
export const Spec = z.object({
  body: Body,
  /** Working folder; null is the person's home folder. */
  cwd: plainText(limits.pathLength).trim().min(1).nullable().default(null),
  env: Env.default({}),
  timeoutMs: z.int().min(100).max(limits.timeoutMs).nullable().default(null),
})
export type Spec = z.infer<typeof Spec>

export const JobName = z.string().trim().min(1, 'give the job a name').max(limits.nameLength).refine(noNul, nulMessage)

export const JobDraft = Spec.extend({ name: JobName, enabled: z.boolean().default(true) })
export type JobDraft = z.infer<typeof JobDraft>
export type JobDraftInput = z.input<typeof JobDraft>

export const Job = JobDraft.extend({
  id: z.string(),
  version: z.int(),
  createdAt: z.int(),
  updatedAt: z.int(),
})
export type Job = z.infer<typeof Job>
