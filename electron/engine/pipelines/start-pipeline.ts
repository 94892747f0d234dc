import { readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import { limits } from '../../../shared/model/limits.ts'
import type { PipelineOptions } from '../../../shared/model/pipeline.ts'
import type { Run } from '../../../shared/model/run.ts'
import type { Manifest } from '../../../shared/pipeline/manifest.ts'
import { manifestProblemText, readManifest } from '../../../shared/pipeline/read.ts'
import { type Again, type Core, followEnds, type GivenParams, startFirstHooks } from '../queue/queue.ts'
import { withState } from '../state/state.ts'
import { rerunOf } from '../store/origins.ts'
import { beginPipeline, type PipelineRequest } from './begin.ts'
import { keepFile } from './keep-source.ts'

/** `pipeline` is called inside the write, and may create the pipeline. */
export type PipelineStart = Omit<PipelineRequest, 'pipeline' | 'manifest' | 'params'> & {
  pipeline: () => PipelineRequest['pipeline'] & { id: string }
  given: GivenParams
}

/** Starts a run of a pipeline. Throws invalid for a manifest with errors. */
export const startPipeline = async (core: Core, start: PipelineStart, now: number): Promise<Run> =>
  core.store.submit('start a pipeline', begun(core, start, now))

function begun(core: Core, { given, reason, ...start }: PipelineStart, now: number): () => Run {
  const manifest = requireSound(start.source)
  return () => {
    const pipeline = start.pipeline()
    const own = given.params && withState(core.store, pipeline.id, given.params)
    const params = core.acceptValues(pipeline.name, manifest.params, { ...given, ...own })
    const why = reason && core.withoutSecrets(reason, { jobId: null, params, env: {}, use: false })
    const { run, ends } = beginPipeline(core.store, { ...start, reason: why, pipeline, manifest, params }, now)
    startFirstHooks(core, run.number, now)
    followEnds(core, ends, now)
    return run
  }
}

/** For a run of the current version of the pipeline with the inputs of the earlier run. */
export async function preparePipelineAgain(core: Core, run: Run, how: Again, now: number): Promise<() => Run> {
  const { store } = core
  const { trigger, reason } = how
  requireAtOnce(how)
  const wanted = how.version
  const row = store.pipelines.run(run.number)
  const found = row && store.pipelines.get(row.pipeline)
  if (!row || !found) throw new AppError('not-found', `The pipeline of run ${run.number} was deleted.`)
  const asWanted = wanted === undefined ? null : store.pipelineVersions.get(found.number, wanted)
  if (wanted !== undefined && !asWanted) throw new AppError('not-found', `The pipeline "${found.name}" has no version ${wanted}.`)
  const isRead = found.path !== null && wanted === undefined
  const fromFile = isRead ? await readFile(found.path ?? '', 'utf8').catch(() => null) : null
  const source = asWanted?.source ?? fromFile ?? store.pipelines.source(found.number)
  const inputs = store.pipelines.inputs(run.number, '', limits.outputFiles).map(({ name, hash, size }) => ({
    name,
    hash,
    size,
    stamp: store.objects.get(hash)?.stamp ?? '',
  }))
  const options: PipelineOptions = {
    force: false,
    keepGoing: row.keepsGoing === 1,
    ...(row.parallel === null ? {} : { parallel: row.parallel }),
  }
  const cwd = found.path === null ? null : dirname(found.path)
  const origin = rerunOf(run.number)
  const given = { earlier: store.runs.params(run.number), params: how.params }
  const facts = { source, options, given, inputs, cwd, trigger, origin, reason }
  return begun(core, { ...facts, pipeline: () => ({ ...found, version: wanted ?? keepFile(store, found, source, now) }) }, now)
}

function requireAtOnce({ at, priority }: Again): void {
  const path = at !== undefined ? 'at' : priority !== undefined ? 'priority' : null
  if (path === null) return
  const message = 'is for runs of jobs: a pipeline starts at once'
  throw new AppError('invalid', `Could not run the pipeline: ${path} ${message}.`, [{ path, message }])
}

/** Throws invalid with every error. */
export function requireSound(source: string): Manifest {
  const { manifest, problems } = readManifest(source)
  if (manifest) return manifest
  const errors = problems.filter(({ severity }) => severity === 'error')
  throw new AppError(
    'invalid',
    errors.map(manifestProblemText).join('\n'),
    errors.map(({ path, message }) => ({ path, message })),
  )
}
