import { AppError } from '../../../shared/errors.ts'
import type { Store } from '../store/store.ts'

type Stored = Pick<Store, 'pipelines' | 'pipelineVersions'>
export type NamedPipeline = { pipeline: ReturnType<Store['pipelines']['find']>; version: number; source: string }

/** A pipeline by its name or id, in its newest version or another. Throws not-found. */
export function namedPipeline({ pipelines, pipelineVersions }: Stored, ref: string, wanted: number | undefined): NamedPipeline {
  const pipeline = pipelines.find(ref)
  if (wanted === undefined) return { pipeline, version: pipeline.version, source: pipelines.source(pipeline.number) }
  const found = pipelineVersions.get(pipeline.number, wanted)
  if (!found) throw new AppError('not-found', `The pipeline "${pipeline.name}" has no version ${wanted}.`)
  return { pipeline, version: wanted, source: found.source }
}
