import { dirname } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import { PipelineOptions } from '../../../shared/model/pipeline.ts'
import type { Manifest } from '../../../shared/pipeline/manifest.ts'
import type { Core, RunEnd } from '../queue/queue.ts'
import type { Work } from '../store/tasks.ts'
import { makePipeline } from './begin.ts'
import { type NamedPipeline, namedPipeline } from './named-pipeline.ts'
import { requireSound } from './start-pipeline.ts'

type Ready = NamedPipeline & { manifest: Manifest }

/** The pipeline of a job whose turn has come, or why it cannot start. Call inside a write. */
function pipelineOf({ store }: Core, { spec: { body } }: Pick<Work, 'spec'>): Ready | { problem: string } {
  if (body.kind !== 'pipeline') return { problem: 'The body of the job is not a pipeline.' }
  try {
    const named = namedPipeline(store, body.pipeline, body.version)
    return { ...named, manifest: requireSound(named.source) }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { problem: error.message }
  }
}

/** The steps of the pipeline start: from now on they have the state of the run. Call inside a write. */
function beginJobPipeline(core: Core, work: Work, now: number): RunEnd[] {
  const ready = pipelineOf(core, work)
  if ('problem' in ready) throw new Error(`the pipeline of run ${work.run} could start a moment ago: ${ready.problem}`)
  const { pipeline, version, source, manifest } = ready
  core.store.moves.become(work.run, 'pipeline')
  // Those of the job started with its task.
  const { hooks } = manifest
  if (hooks.length > 0) core.startHooks(core, work.run, { at: 'start' }, { hooks, base: null }, now)
  const cwd = work.spec.cwd ?? (pipeline.path === null ? null : dirname(pipeline.path))
  const of = { ...pipeline, version }
  return makePipeline(
    core.store,
    work.run,
    { pipeline: of, source, manifest, options: PipelineOptions.parse({}), inputs: [], cwd },
    now,
  )
}

/** How the run of a job becomes a run of its pipeline. */
export const jobPipeline = {
  problem(core: Core, work: Work): string | null {
    const found = pipelineOf(core, work)
    return 'problem' in found ? found.problem : null
  },
  begin: beginJobPipeline,
}
