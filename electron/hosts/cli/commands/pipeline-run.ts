import { readFile, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { Client } from '../../../../shared/contract/contract.ts'
import { AppError } from '../../../../shared/errors.ts'
import type { PipelineOptions, PipelineRun } from '../../../../shared/model/pipeline.ts'
import type { Run } from '../../../../shared/model/run.ts'
import { readManifest } from '../../../../shared/pipeline/read.ts'
import type { TaskPipelineDb } from '../../../engine/store/task-pipeline.ts'
import { optionsOfCommand } from '../command-options.ts'
import { connect, type Global, type GlobalOptions } from '../connect.ts'
import { exitCodes } from '../exit-codes.ts'
import { givenParams, schemaOf, type Words } from '../given-params.ts'
import { helpOfParams } from '../param-help.ts'
import type { ParamOptions } from '../params.ts'
import { defaultPipelineFolder, openPipelineFolder, type PipelineFolder } from '../pipeline-folder.ts'
import { err, out } from '../print.ts'
import { withClient } from '../with-client.ts'
import { followPipeline } from './pipeline-follow.ts'

export type RunOptions = GlobalOptions &
  ParamOptions & {
    manifest?: string
    db?: string
    input?: string[]
    parallel?: number
    from?: string
    only?: string[]
    force?: boolean
    keepGoing?: boolean
    version?: number
  }

/** Runs a manifest, or a pipeline by its name, and waits until the run ends. */
export async function runPipeline(
  globalOf: (options: GlobalOptions) => Global,
  named: string | undefined,
  options: RunOptions,
  words: Words = { given: [], options: [] },
): Promise<number> {
  const manifest = named ?? options.manifest
  if (manifest === undefined)
    throw new AppError('invalid', 'No pipeline given. Name a manifest or a pipeline: lf pipeline run MANIFEST.toml')
  const folder = folderOf(options)
  try {
    const global = globalOf(options)
    return await runIn({ ...global, settings: folder?.settings ?? global.settings }, manifest, options, words, folder)
  } finally {
    folder?.tables.close()
  }
}

async function runIn(
  global: Global,
  manifest: string,
  options: RunOptions,
  words: Words,
  folder: PipelineFolder | null,
): Promise<number> {
  const connected = await connect(global, 'run')
  try {
    const { client } = connected
    const run = await startRun(client, manifest, options, words)
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

async function startRun(client: Client, manifest: string, options: RunOptions, words: Words): Promise<Run> {
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
  if (facts?.isFile()) {
    if (options.version !== undefined)
      throw new AppError('invalid', '--version is for a pipeline named by its name; a manifest runs as it is.')
    const source = await readFile(path, 'utf8')
    const schema = async () => readManifest(source).manifest?.params ?? {}
    const params = await givenParams(manifest, 'pipeline', options, words, schema)
    return client.pipelines.runFile({ ...how, inputs, path, source, params })
  }
  if (/[\\/]|\.toml$/i.test(manifest)) throw new AppError('not-found', `Could not read "${manifest}": there is no such file.`)
  const params = await givenParams(manifest, 'pipeline', options, words, () => schemaOf(client, 'pipeline', manifest))
  return client.pipelines.run({
    ...how,
    inputs,
    ref: manifest,
    params,
    ...(options.version !== undefined && { version: options.version }),
  })
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

/** The help of the command, then the parameters of the manifest or the pipeline. */
export async function pipelineHelp(global: Global, manifest: string, command: Command): Promise<number> {
  const taken = new Set(optionsOfCommand(command))
  process.stdout.write(command.helpInformation())
  const source = await readFile(resolve(manifest), 'utf8').catch(() => null)
  if (source !== null) {
    out(helpOfParams(manifest, readManifest(source).manifest?.params ?? {}, taken))
    return exitCodes.done
  }
  return withClient(global, 'look', async (client) => {
    out(helpOfParams(manifest, await schemaOf(client, 'pipeline', manifest), taken))
    return exitCodes.done
  })
}
