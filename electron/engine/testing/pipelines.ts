import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Params } from '../../../shared/model/params.ts'
import { PipelineOptions } from '../../../shared/model/pipeline.ts'
import type { Run } from '../../../shared/model/run.ts'
import type { Engine } from '../engine.ts'
import { untilEnded } from './engine.ts'

let manifests = 0

/** A manifest as a file next to the data. */
export function manifestFile(engine: Engine, source: string): string {
  const path = join(engine.dataFolder, `manifest-${++manifests}.toml`)
  writeFileSync(path, source)
  return path
}

export type How = Partial<PipelineOptions> & { inputs?: string[]; params?: Params }

export const startPipeline = (
  engine: Engine,
  path: string,
  source: string,
  { inputs = [], params = {}, ...options }: How = {},
): Promise<Run> => engine.pipelines.runFile(path, source, { options: PipelineOptions.parse(options), inputs, params }, 'api')

/** Runs a manifest to its end. */
export async function runPipeline(engine: Engine, source: string, how: How & { path?: string } = {}): Promise<Run> {
  const { path = manifestFile(engine, source), ...rest } = how
  const { id } = await startPipeline(engine, path, source, rest)
  return untilEnded(engine, id)
}

/** The outcome of each step, as `name: 3 done, 1 reused`. */
export const stepsOf = (engine: Engine, run: Pick<Run, 'id'>): string[] =>
  engine.pipelines.view(run.id).steps.map(({ name, ...numbers }) => {
    const words = (['waiting', 'running', 'done', 'reused', 'failed', 'stopped'] as const).filter((word) => numbers[word] > 0)
    return `${name}: ${words.map((word) => `${numbers[word]} ${word}`).join(', ')}`
  })

/** All files that a step wrote: their names with what they hold. */
export async function filesOf(engine: Engine, run: Pick<Run, 'id'>, step: string): Promise<[name: string, text: string][]> {
  const { items } = engine.pipelines.executions(run.id, { step, status: null, q: null, cursor: null, limit: 500 })
  const files = items.flatMap(({ files }) => files)
  return Promise.all(files.map(async ({ name, hash }) => [name, await textOf(engine, hash)] as [string, string]))
}

export async function textOf(engine: Engine, hash: string): Promise<string> {
  const pieces: Buffer[] = []
  for await (const { data } of await engine.objects.bytes(hash, 0, null, undefined)) pieces.push(Buffer.from(data, 'base64'))
  return Buffer.concat(pieces).toString('utf8')
}
