import * as z from 'zod'
import { Actor } from './actor.ts'
import { nulFreeText, VersionUse } from './job.ts'
import { limits } from './limits.ts'
import { shownName } from './name.ts'
import { Artifact } from './object.ts'
import { Organization, Organized } from './organization.ts'
import { Run } from './run.ts'

const time = z.int()

export const PipelineName = shownName('is empty: give the pipeline a name')

/** A manifest as text; it may be invalid. */
export const ManifestSource = z.string().max(limits.requestBytes)

export const Pipeline = z.object({
  id: z.string(),
  name: z.string(),
  /** The file that `lf pipeline run` reads it from each time; null: it is stored here. */
  path: z.string().nullable(),
  /** The newest version. */
  version: z.int(),
  createdAt: time,
  updatedAt: time,
})
export type Pipeline = z.infer<typeof Pipeline>

/** A version of a pipeline's manifest. Versions never change; new runs use the newest. */
export const PipelineVersion = z.object({
  version: z.int(),
  note: z.string(),
  createdAt: time,
  /** Who made it. */
  actor: Actor,
  ...VersionUse.shape,
})
export type PipelineVersion = z.infer<typeof PipelineVersion>

export const PipelineProblem = z.object({
  severity: z.enum(['error', 'warning']),
  path: z.string(),
  message: z.string(),
  line: z.int().optional(),
  column: z.int().optional(),
})

export const PipelineSummary = Pipeline.extend({
  ...Organized.shape,
  /** The newest runs, oldest first. */
  lastRuns: z.array(Run.pick({ id: true, number: true, status: true, reason: true, startedAt: true, endedAt: true })),
  /** Null: the manifest has errors. */
  steps: z.int().nullable(),
})
export type PipelineSummary = z.infer<typeof PipelineSummary>

export const PipelineDetail = PipelineSummary.extend({
  source: z.string(),
  problems: z.array(PipelineProblem),
  notes: Organization.shape.notes,
})
export type PipelineDetail = z.infer<typeof PipelineDetail>

/** `recorded`: reuse an earlier result, run nothing. `off`: leave the step out. */
export const stepModes = ['run', 'recorded', 'off'] as const
export const StepMode = z.enum(stepModes)
export type StepMode = z.infer<typeof StepMode>

export const executionStatuses = ['queued', 'running', 'done', 'reused', 'failed', 'stopped'] as const
export const ExecutionStatus = z.enum(executionStatuses)
export type ExecutionStatus = z.infer<typeof ExecutionStatus>

/** Options for a run of a pipeline. */
export const PipelineOptions = z.object({
  /** The most concurrent executions. */
  parallel: z.int().min(1).max(1_000).optional(),
  /** Do not reuse results of earlier runs. */
  force: z.boolean().default(false),
  /** After a failure, continue with the steps that do not depend on it. */
  keepGoing: z.boolean().default(false),
  /** Start with this step and reuse the results of earlier steps. */
  from: z.string().max(limits.nameLength).optional(),
  /** Run only these steps and reuse the results of the steps before them. */
  only: z.array(z.string().max(limits.nameLength)).max(limits.steps).optional(),
})
export type PipelineOptions = z.infer<typeof PipelineOptions>

/** Files of the computer as inputs of a run, under their file names. */
export const InputPaths = z.array(nulFreeText(limits.pathLength).min(1)).max(10_000).default([])

export const StepView = z.object({
  position: z.int(),
  name: z.string(),
  mode: StepMode,
  parallel: z.int().nullable(),
  given: z.int(),
  waiting: z.int(),
  running: z.int(),
  done: z.int(),
  reused: z.int(),
  failed: z.int(),
  stopped: z.int(),
})
export type StepView = z.infer<typeof StepView>

export const StepLink = z.object({
  /** Null: no step has written the file yet. */
  from: z.string().nullable(),
  to: z.string(),
  file: z.string().nullable(),
})
export type StepLink = z.infer<typeof StepLink>

export const PipelineRun = z.object({
  run: Run,
  pipeline: z.object({ id: z.string(), name: z.string(), isDeleted: z.boolean() }),
  source: z.string(),
  forced: z.boolean(),
  keepsGoing: z.boolean(),
  stopping: z.enum(['failed', 'stopped']).nullable(),
  steps: z.array(StepView),
  links: z.array(StepLink),
})
export type PipelineRun = z.infer<typeof PipelineRun>

/** One step, applied to one input. */
export const Execution = z.object({
  step: z.string(),
  nth: z.int(),
  status: ExecutionStatus,
  input: Artifact.nullable(),
  /** The first of its files, and their number. */
  files: z.array(Artifact),
  fileCount: z.int(),
  attempts: z.int(),
  error: z.string().nullable(),
  /** The run that did it, if it was another one. */
  reusedFrom: z.int().nullable(),
  startedAt: time.nullable(),
  endedAt: time.nullable(),
})
export type Execution = z.infer<typeof Execution>
