import * as z from 'zod'
import { type Hook, Hooks } from '../model/hook.ts'
import { Env } from '../model/job.ts'
import { limits } from '../model/limits.ts'
import { OrganizationDraft } from '../model/organization.ts'
import { type ParamSchema, PlainParamSchema } from '../params/schema.ts'

const noNul = (text: string): boolean => !text.includes('\0')

export const StepName = z
  .string()
  .trim()
  .min(1, 'is empty: give the step a name')
  .max(limits.nameLength)
  .regex(/^[^/\p{Cc}]*$/u, 'must not contain "/" or control characters')

/** Seconds, or a number with a unit: `90`, `"30s"`, `"5m"`, `"2h"`. */
const Timeout = z
  .union([
    z.number().positive(),
    z.string().regex(/^\d+(\.\d+)?\s*(ms|s|m|h)$/, 'must be seconds, or a text such as "30s", "5m" or "2h"'),
  ])
  .transform((given) => Math.round(typeof given === 'number' ? given * 1_000 : inMilliseconds(given)))
  .refine((ms) => ms >= 1 && ms <= limits.timeoutMs, 'must be between a millisecond and 24 days')

const units = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 } as const

function inMilliseconds(text: string): number {
  const [, amount = '', unit = 's'] = /^([\d.]+)\s*(\w+)$/.exec(text) ?? []
  return Number(amount) * units[unit as keyof typeof units]
}

/** A program and its arguments; a text is split at its spaces, as the kernel does with a #! line. */
const Interpreter = z
  .union([z.string().trim().min(1, 'is empty'), z.array(z.string().min(1)).min(1).max(20)])
  .transform((given) => (typeof given === 'string' ? given.split(/\s+/) : given))
  .refine((argv) => argv.length <= 20, 'has too many words: at most 20')
  .refine((argv) => argv.every((part) => noNul(part) && part.length <= limits.pathLength), 'must not contain a NUL character')

const common = {
  name: StepName,
  script: z
    .string()
    .max(limits.scriptBytes)
    .refine((text) => text.trim() !== '', 'is empty: write what should run')
    .refine(noNul, 'must not contain a NUL character'),
  interpreter: Interpreter.optional(),
  env: Env.default({}),
  timeout: Timeout.optional(),
  /** How often it is tried again. */
  retry: z
    .int()
    .min(0)
    .max(limits.attempts - 1)
    .default(0),
  /** False: it is done again each time, also when nothing has changed. */
  cache: z.boolean().default(true),
  /** Inputs with the same content: one piece of work serves them all, or each is a piece of its own. */
  duplicates: z.enum(['reuse', 'run']).default('reuse'),
  /** How many at the same time. */
  parallel: z.int().min(1, 'must be at least 1').max(1_000).optional(),
}

const FileName = z.string().min(1).max(limits.pathLength).refine(noNul, 'must not contain a NUL character')

export const TaskEntry = z.strictObject(common)
export const StepEntry = z.strictObject({
  ...common,
  start: z.boolean().default(false),
  inputs: z.array(FileName).max(1_000).default([]),
})

export const ManifestFile = z.strictObject({
  name: z.string().trim().min(1).max(limits.nameLength).optional(),
  description: z.string().max(2_000).default(''),
  /** Of a file: kept beside the pipeline, and no part of a version. */
  ...OrganizationDraft.shape,
  parallel: common.parallel,
  /** What a run asks for. */
  params: PlainParamSchema.default({}),
  /** What follows the start and the end of a run. */
  hooks: Hooks.default([]),
  task: z.array(TaskEntry).max(limits.steps).optional(),
  step: z.array(StepEntry).max(limits.steps).optional(),
})

/** A step as it is carried out. */
export type Step = {
  name: string
  script: string
  /** Empty: the script's own #! line, else the system shell. */
  interpreter: string[]
  env: Record<string, string>
  timeoutMs: number | null
  maxAttempts: number
  cache: boolean
  duplicates: 'reuse' | 'run'
  parallel: number | null
  /** The step starts with the run: once without a file, or once for each input of the run. */
  start: boolean
  /** Steps, all of whose files it takes, and names of files, from any step. */
  inputs: string[]
}

export type Manifest = {
  name: string | null
  description: string
  parallel: number | null
  params: ParamSchema
  hooks: Hook[]
  steps: Step[]
}

/** Tasks in order are steps of which each takes the files of the one before. */
export function manifestOf({
  name,
  description,
  parallel,
  params,
  hooks,
  task = [],
  step = [],
}: z.infer<typeof ManifestFile>): Manifest {
  const inOrder = task.map((entry, index) => ({
    ...entry,
    start: index === 0,
    inputs: index === 0 ? [] : [task[index - 1]?.name ?? ''],
  }))
  return {
    name: name ?? null,
    description,
    parallel: parallel ?? null,
    params,
    hooks,
    steps: [...inOrder, ...step].map(stepOf),
  }
}

const stepOf = (entry: z.infer<typeof StepEntry>): Manifest['steps'][number] => ({
  name: entry.name,
  script: entry.script,
  interpreter: entry.interpreter ?? [],
  env: entry.env,
  timeoutMs: entry.timeout ?? null,
  maxAttempts: entry.retry + 1,
  cache: entry.cache,
  duplicates: entry.duplicates,
  parallel: entry.parallel ?? null,
  start: entry.start,
  inputs: [...new Set(entry.inputs)],
})

export const knownFields = {
  manifest: Object.keys(ManifestFile.shape),
  task: Object.keys(TaskEntry.shape),
  step: Object.keys(StepEntry.shape),
}
