import type { Command } from 'commander'
import { AppError } from '../../../../shared/errors.ts'
import type { Params } from '../../../../shared/model/params.ts'
import { PipelineOptions } from '../../../../shared/model/pipeline.ts'
import type { Run } from '../../../../shared/model/run.ts'
import { type Connected, connect, type Global } from '../connect.ts'
import { exitCodes } from '../exit-codes.ts'
import { type Kind, kindOf, noSuchName } from '../named.ts'
import { paramHelp } from '../param-help.ts'
import { readParamOptions } from '../param-options.ts'
import { asText, paramsOf } from '../params.ts'
import { out } from '../print.ts'
import { withClient } from '../with-client.ts'
import { type StartOptions, startFlow } from './flow-runs.ts'
import { followPipeline } from './pipeline-follow.ts'
import { stayWith } from './stay-with.ts'

export type RunOptions = StartOptions
/** The words after the name, and the options of the command, none of which they are. */
export type Words = { given: readonly string[]; options: readonly string[] }

/**
 * Starts a run of a job, or else of the flow or the pipeline of that name. If no other LocalFlow runs, this process stays until the
 * run ends.
 */
export async function run(global: Global, ref: string, words: Words, options: RunOptions): Promise<number> {
  const connected = await connect(global, 'act')
  try {
    const { client } = connected
    const kind = await kindOf(client, ref)
    if (kind !== null && kind !== 'flow' && options.version !== undefined)
      throw new AppError('invalid', `"${ref}" is a ${kind}; --version is for flows.`)
    const started = await startRun(client, kind, ref, words, options)
    if (kind === 'pipeline' && options.follow) return await followPipeline(connected, started, options)
    return await stayWith(connected, started, options)
  } finally {
    await connected.close()
  }
}

type Client = Connected['client']

async function startRun(client: Client, kind: Kind | null, ref: string, words: Words, options: RunOptions): Promise<Run> {
  if (kind !== 'job' && kind !== null && words.given.length > 0)
    throw new AppError(
      'invalid',
      `Unexpected argument "${words.given[0]}": "${ref}" is a ${kind}. Only the parameters of jobs are options.`,
    )
  switch (kind) {
    case 'job':
      return client.jobs.run({ ref, params: { ...paramsOf(options, asText), ...(await optionsOf(client, ref, words)) } })
    case 'flow':
      return startFlow(client, ref, options)
    case 'pipeline':
      return startPipeline(client, ref, options)
    case null:
      throw await noSuchName(client, ref)
  }
}

async function optionsOf(client: Client, ref: string, { given, options }: Words): Promise<Params> {
  return given.length === 0 ? {} : readParamOptions(given, (await client.jobs.params({ ref })).params, ref, options)
}

/** Also those of all commands. */
export const optionsOfCommand = (command: Command): string[] =>
  [...command.options, ...(command.parent?.options ?? [])].flatMap(({ long, hidden }) => (long && !hidden ? [long] : []))

/** The help of the command, then the parameters of the job. */
export const runHelp = (global: Global, ref: string, command: Command): Promise<number> =>
  withClient(global, 'look', async (client) => {
    process.stdout.write(command.helpInformation())
    if ((await kindOf(client, ref)) !== 'job') return exitCodes.done
    const { params } = await client.jobs.params({ ref })
    const taken = new Set(optionsOfCommand(command))
    out(
      Object.keys(params).length === 0
        ? `\n"${ref}" has no parameters.`
        : `\nParameters of "${ref}":\n${paramHelp(params, taken)}`,
    )
    return exitCodes.done
  })

function startPipeline(client: Client, ref: string, { param, params }: RunOptions): Promise<Run> {
  if (param !== undefined || params !== undefined)
    throw new AppError(
      'invalid',
      `"${ref}" is a pipeline, which takes files instead of parameters: lf pipeline run ${ref} --input FILE`,
    )
  return client.pipelines.run({ ...PipelineOptions.parse({}), inputs: [], ref })
}
