import type { Hook } from '../../../shared/model/hook.ts'
import type { Params } from '../../../shared/model/params.ts'
import type { Manifest, Step } from '../../../shared/pipeline/manifest.ts'
import { readManifest } from '../../../shared/pipeline/read.ts'
import { isSealed } from '../base/sealed.ts'
import type { PipelineRunRow } from '../store/pipelines.ts'
import type { Counter, Counts, StepRow } from '../store/steps.ts'
import type { Store } from '../store/store.ts'

/** A step of a run with its definition, and the changes of its counts in this write. */
export type StepState = Step & StepRow

/** A run of a pipeline as one write sees it. */
export type PipelineState = {
  run: PipelineRunRow
  steps: StepState[]
  /** The values of the run that are no secrets: a secret changes no result. */
  params: Params
  changed: Map<number, Counts>
}

type Known = Pick<Manifest, 'steps' | 'hooks'>

/** Recently read manifests: a run reads its own again and again. */
const known = new Map<string, Known>()
const knownAtMost = 50

export const stepsOf = (store: Store, hash: string): Step[] => manifestOf(store, hash).steps

export const hooksOfManifest = (store: Store, hash: string): Hook[] => manifestOf(store, hash).hooks

function manifestOf(store: Store, hash: string): Known {
  const found = known.get(hash)
  if (found) return found
  const { manifest } = readManifest(store.pipelines.manifest(hash))
  if (!manifest) throw new Error(`the manifest ${hash} was valid when the run started, but is not now`)
  if (known.size >= knownAtMost) known.delete(known.keys().next().value ?? '')
  const { steps, hooks } = manifest
  known.set(hash, { steps, hooks })
  return { steps, hooks }
}

/** The key of a task in its run: the number of its input within a step, from 1. */
export const nodeKeyOf = (step: number, nth: number): string => `${step}/${nth}`

/** The step of such a task, by its position. */
export const stepOf = (nodeKey: string): number => Number.parseInt(nodeKey, 10)

/** Null: the run is not of a pipeline. Call inside a write that ends with `keepCounts`. */
export function stateOf(store: Store, number: number): PipelineState | null {
  const run = store.pipelines.run(number)
  if (!run) return null
  const steps = stepsOf(store, run.manifest)
  const rows = store.executions.steps(number)
  const open = Object.entries(store.runs.params(number)).filter(([, value]) => !isSealed(value))
  return {
    run,
    steps: rows.map((row) => ({ ...(steps[row.position - 1] as Step), ...row })),
    params: Object.fromEntries(open),
    changed: new Map(),
  }
}

const none = (): Counts => ({ given: 0, queued: 0, running: 0, done: 0, reused: 0, failed: 0, stopped: 0 })

export function count({ changed }: PipelineState, step: StepState, what: Counter, by = 1): void {
  const changes = changed.get(step.position) ?? none()
  changed.set(step.position, changes)
  changes[what] += by
  step[what] += by
}

/** An execution of a step changed its state. */
export function moveCount(state: PipelineState, step: StepState, from: Counter, to: Counter): void {
  count(state, step, from, -1)
  count(state, step, to)
}

/** Writes the counts. */
export function keepCounts(store: Store, { run, changed }: PipelineState): void {
  for (const [position, changes] of changed) store.executions.count(run.run, position, changes)
  changed.clear()
}

export const isOpen = ({ steps }: PipelineState): boolean => steps.some(({ queued, running }) => queued + running > 0)
