import { createHash } from 'node:crypto'
import { Spec } from '../../../shared/model/job.ts'
import type { Params } from '../../../shared/model/params.ts'
import type { PipelineOptions } from '../../../shared/model/pipeline.ts'
import type { Run, Trigger } from '../../../shared/model/run.ts'
import { secretNamesOf } from '../../../shared/model/secret.ts'
import { specText } from '../../../shared/model/spec-text.ts'
import { linksOf } from '../../../shared/pipeline/graph.ts'
import type { Manifest, Step } from '../../../shared/pipeline/manifest.ts'
import { newId } from '../base/ids.ts'
import type { RunEnd } from '../queue/queue.ts'
import type { KeptFile } from '../store/objects.ts'
import type { Origin } from '../store/origins.ts'
import type { Store } from '../store/store.ts'
import { takesFromRun } from './deliver.ts'
import { note } from './fail.ts'
import { goOn } from './go-on.ts'
import { count, stateOf } from './pipeline-state.ts'
import { modesOf } from './plan.ts'
import { planExecution } from './plan-execution.ts'

export type PipelineRequest = {
  /** With the version that is run. */
  pipeline: { number: number; name: string; version: number }
  source: string
  manifest: Manifest
  options: PipelineOptions
  /** Its values, accepted by the schema of the manifest. */
  params: Params
  /** Its input files, which are already stored. */
  inputs: (KeptFile & { name: string })[]
  /** The working folder of its scripts; null: the home folder. */
  cwd: string | null
  trigger: Trigger
  /** The run that it repeats. */
  origin?: Origin
  /** Why it was asked for. */
  reason?: string | undefined
}

/** Writes a run of a pipeline and starts its first steps. Returns runs that ended by it. Throws invalid. Call inside a write. */
export function beginPipeline(store: Store, request: PipelineRequest, now: number): { run: Run; ends: RunEnd[] } {
  const { pipeline, params, trigger } = request
  const id = newId(now)
  const run = store.runs.insert({
    id,
    kind: 'pipeline',
    title: pipeline.name,
    trigger,
    params: Object.keys(params).length === 0 ? null : params,
    now,
  })
  if (request.reason) store.runs.setStartReason(run, request.reason)
  if (request.origin) store.origins.insert(run, request.origin)
  store.moves.run('start', { run, at: now })
  const ends = makePipeline(store, run, { ...request, isNew: true }, now)
  return { run: store.runs.byNumber(run) as Run, ends }
}

type Made = Pick<PipelineRequest, 'pipeline' | 'source' | 'manifest' | 'options' | 'inputs' | 'cwd'> & {
  /** The history of the run starts with it. */
  isNew?: boolean
}

/** Makes a run that exists one of a pipeline. Throws invalid. Call inside a write. */
export function makePipeline(store: Store, run: number, given: Made, now: number): RunEnd[] {
  const { pipeline, source, manifest, options, inputs, cwd, isNew = false } = given
  const modes = modesOf(manifest, options)
  const hash = createHash('sha256').update(source).digest('hex')
  store.pipelines.keepManifest(hash, source)
  const parallel = options.parallel ?? manifest.parallel
  const { force: forced, keepGoing: keepsGoing } = options
  store.pipelines.insertRun({
    run,
    pipeline: pipeline.number,
    version: pipeline.version,
    manifest: hash,
    parallel,
    forced,
    keepsGoing,
  })
  for (const [index, step] of manifest.steps.entries()) {
    const { name } = step
    const facts = { run, position: index + 1, name, mode: modes.get(name) ?? 'off', parallel: step.parallel }
    store.executions.insertStep({ ...facts, spec: specText(specOf(step, cwd)) })
  }
  for (const { from, to } of linksOf(manifest)) if (from !== null) store.executions.link(run, from, to, '')
  for (const input of inputs) {
    store.objects.keep(input, now)
    store.pipelines.addInput(run, input.name, input.hash)
  }
  return giveInputs(store, run, { inputs, isNew }, now)
}

type Given = { inputs: { name: string }[]; isNew: boolean }

/** A start step runs once without a file if the run has no inputs. */
function giveInputs(store: Store, run: number, { inputs, isNew }: Given, now: number): RunEnd[] {
  const state = stateOf(store, run)
  if (!state) return []
  if (isNew) {
    note(store, state, 'queued', { trigger: store.runs.byNumber(run)?.trigger }, now)
    note(store, state, 'started', {}, now)
  }
  for (const step of state.steps) {
    if (step.mode === 'off') continue
    const given = inputs.filter(({ name }) => takesFromRun(state, step, name)).length
    if (given > 0) {
      store.executions.feed(run, step.position, 0)
      count(state, step, 'given', given)
    } else if (step.start) {
      count(state, step, 'given')
      planExecution(store, state, step, null, null, now)
    }
  }
  return goOn(store, state, now)
}

const specOf = (step: Step, cwd: string | null): Spec =>
  Spec.parse({
    body: { kind: 'script', script: step.script, interpreter: step.interpreter },
    cwd,
    env: step.env,
    timeoutMs: step.timeoutMs,
    retry: { maxAttempts: step.maxAttempts },
    secrets: { env: secretNamesOf(step.env) },
  })
