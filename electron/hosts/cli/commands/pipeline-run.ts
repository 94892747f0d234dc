import { readFile, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Client } from '../../../../shared/contract/contract.ts'
import { AppError } from '../../../../shared/errors.ts'
import type { PipelineOptions, PipelineRun } from '../../../../shared/model/pipeline.ts'
import type { Run } from '../../../../shared/model/run.ts'
import type { TaskPipelineDb } from '../../../engine/store/task-pipeline.ts'
import { connect, type Global, type GlobalOptions } from '../connect.ts'
import { defaultPipelineFolder, openPipelineFolder, type PipelineFolder } from '../pipeline-folder.ts'
import { err } from '../print.ts'
import { followPipeline } from './pipeline-follow.ts'

export type RunOptions = GlobalOptions & {
  manifest?: string
  db?: string
  input?: string[]
  parallel?: number
  from?: string
  only?: string[]
  force?: boolean
  keepGoing?: boolean
}

/** Runs a manifest, or a pipeline by its name, and waits until the run ends. */
export async function runPipeline(
  globalOf: (options: GlobalOptions) => Global,
  named: string | undefined,
  options: RunOptions,
): Promise<number> {
  const manifest = named ?? options.manifest
  if (manifest === undefined)
    throw new AppError('invalid', 'No pipeline given. Name a manifest or a pipeline: lf pipeline run MANIFEST.toml')
  const folder = folderOf(options)
  try {
    const global = globalOf(options)
    return await runIn({ ...global, settings: folder?.settings ?? global.settings }, manifest, options, folder)
  } finally {
    folder?.tables.close()
  }
}

async function runIn(global: Global, manifest: string, options: RunOptions, folder: PipelineFolder | null): Promise<number> {
  const connected = await connect(global, 'run')
  try {
    const { client } = connected
    const run = await startRun(client, manifest, options)
    const code = await followPipeline(connected, run, options, folder ? keepingUp(folder.tables) : undefined)
    if (!options.json && folder) err(`The database and the artifacts are in ${folder.path}.`)
    return code
  } finally {
    await connected.close()
  }
}

/** Null means the data folder. `--manifest` is the form of Task Pipeline, which keeps everything in ./db by default. */
function folderOf({ db, manifest, data, url }: RunOptions): PipelineFolder | null {
  if (db === undefined)
    return manifest === undefined || data !== undefined || url !== undefined ? null : openPipelineFolder(defaultPipelineFolder)
  if (data !== undefined || url !== undefined)
    throw new AppError('invalid', `--db cannot be combined with ${data === undefined ? '--url' : '--data'}.`)
  return openPipelineFolder(db)
}

async function startRun(client: Client, manifest: string, options: RunOptions): Promise<Run> {
  const { parallel, from, only, force = false, keepGoing = false } = options
  const how: PipelineOptions = {
    force,
    keepGoing,
    ...(parallel === undefined ? {} : { parallel }),
    ...(from === undefined ? {} : { from }),
    ...(only === undefined ? {} : { only }),
  }
  const inputs = (options.input ?? []).map((path) => resolve(path))
  const path = resolve(manifest)
  const facts = await stat(path).catch(() => null)
  if (facts?.isFile()) return client.pipelines.runFile({ ...how, inputs, path, source: await readFile(path, 'utf8') })
  if (/[\\/]|\.toml$/i.test(manifest)) throw new AppError('not-found', `Could not read "${manifest}": there is no such file.`)
  return client.pipelines.run({ ...how, inputs, ref: manifest })
}

/** Updates the tables when a step has new results, using at most a tenth of the time while the run is active. */
function keepingUp(tables: TaskPipelineDb): (view: PipelineRun) => void {
  let [known, notBefore] = [-1, 0]
  return ({ run, steps }) => {
    const results = steps.reduce((sum, { done, reused }) => sum + done + reused, 0)
    const began = performance.now()
    if (run.endedAt === null && (results === known || began < notBefore)) return
    tables.update()
    known = results
    notBefore = performance.now() + 9 * (performance.now() - began)
  }
}
