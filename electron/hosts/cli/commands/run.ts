import { AppError } from '../../../../shared/errors.ts'
import { PipelineOptions } from '../../../../shared/model/pipeline.ts'
import type { Run } from '../../../../shared/model/run.ts'
import { type Connected, connect, type Global } from '../connect.ts'
import { type Kind, kindOf, noSuchName } from '../named.ts'
import { asText, paramsOf } from '../params.ts'
import { type StartOptions, startFlow } from './flow-runs.ts'
import { followPipeline } from './pipeline-follow.ts'
import { stayWith } from './stay-with.ts'

export type RunOptions = StartOptions

/**
 * Starts a run of a job, or else of the flow or the pipeline of that name. If no other LocalFlow runs, this process stays until the
 * run ends.
 */
export async function run(global: Global, ref: string, options: RunOptions): Promise<number> {
  const connected = await connect(global, 'act')
  try {
    const { client } = connected
    const kind = await kindOf(client, ref)
    if (kind !== null && kind !== 'flow' && options.version !== undefined)
      throw new AppError('invalid', `"${ref}" is a ${kind}; --version is for flows.`)
    const started = await startRun(client, kind, ref, options)
    if (kind === 'pipeline' && options.follow) return await followPipeline(connected, started, options)
    return await stayWith(connected, started, options)
  } finally {
    await connected.close()
  }
}

type Client = Connected['client']

async function startRun(client: Client, kind: Kind | null, ref: string, options: RunOptions): Promise<Run> {
  switch (kind) {
    case 'job':
      return client.jobs.run({ ref, params: paramsOf(options, asText) })
    case 'flow':
      return startFlow(client, ref, options)
    case 'pipeline':
      return startPipeline(client, ref, options)
    case null:
      throw await noSuchName(client, ref)
  }
}

function startPipeline(client: Client, ref: string, { param, params }: RunOptions): Promise<Run> {
  if (param !== undefined || params !== undefined)
    throw new AppError(
      'invalid',
      `"${ref}" is a pipeline, which takes files instead of parameters: lf pipeline run ${ref} --input FILE`,
    )
  return client.pipelines.run({ ...PipelineOptions.parse({}), inputs: [], ref })
}
