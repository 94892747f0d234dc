import type { Step } from '../../../shared/pipeline/manifest.ts'
import { readManifest } from '../../../shared/pipeline/read.ts'
import type { Counter, Counts, StepRow } from '../store/executions.ts'
import type { PipelineRunRow } from '../store/pipelines.ts'
import type { Store } from '../store/store.ts'

/** A step of a run with what it says, and what a write has changed of its numbers so far. */
export type CourseStep = Step & StepRow

/** A run of a pipeline as one write sees it. */
export type Course = { run: PipelineRunRow; steps: CourseStep[]; changed: Map<number, Counts> }

/** Manifests read of late: a run reads its own again and again. */
const known = new Map<string, Step[]>()
const knownAtMost = 50

export function stepsOf(store: Store, hash: string): Step[] {
  const found = known.get(hash)
  if (found) return found
  const { manifest } = readManifest(store.pipelines.manifest(hash))
  if (!manifest) throw new Error(`the manifest ${hash} was sound when the run began, and is not now`)
  if (known.size >= knownAtMost) known.delete(known.keys().next().value ?? '')
  known.set(hash, manifest.steps)
  return manifest.steps
}

/** Null: it is no run of a pipeline. To be called inside a write, at whose end `keepCounts` is called. */
export function courseOf(store: Store, number: number): Course | null {
  const run = store.pipelines.run(number)
  if (!run) return null
  const steps = stepsOf(store, run.manifest)
  const rows = store.executions.steps(number)
  return { run, steps: rows.map((row) => ({ ...(steps[row.position - 1] as Step), ...row })), changed: new Map() }
}

const none = (): Counts => ({ given: 0, queued: 0, running: 0, done: 0, reused: 0, failed: 0, stopped: 0 })

export function count({ changed }: Course, step: CourseStep, what: Counter, by = 1): void {
  const changes = changed.get(step.position) ?? none()
  changed.set(step.position, changes)
  changes[what] += by
  step[what] += by
}

/** One of a step's pieces of work is not what it was. */
export function moveCount(course: Course, step: CourseStep, from: Counter, to: Counter): void {
  count(course, step, from, -1)
  count(course, step, to)
}

/** Writes down what was counted. */
export function keepCounts(store: Store, { run, changed }: Course): void {
  for (const [position, changes] of changed) store.executions.count(run.run, position, changes)
  changed.clear()
}

export const isOpen = ({ steps }: Course): boolean => steps.some(({ queued, running }) => queued + running > 0)
