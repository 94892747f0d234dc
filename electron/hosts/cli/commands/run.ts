import type { Command } from 'commander'
import { AppError } from '../../../../shared/errors.ts'
import { PipelineOptions } from '../../../../shared/model/pipeline.ts'
import type { Run } from '../../../../shared/model/run.ts'
import type { JobRunOptions } from '../../../../shared/model/run-options.ts'
import { optionsOfCommand } from '../command-options.ts'
import { type Connected, connect, type Global } from '../connect.ts'
import { exitCodes } from '../exit-codes.ts'
import { givenParams, schemaOf, type Words } from '../given-params.ts'
import { noteHeaderOf } from '../header-notes.ts'
import { timeToCome } from '../moments.ts'
import { type Kind, kindOf, noSuchName } from '../named.ts'
import { helpOfParams } from '../param-help.ts'
import { out } from '../print.ts'
import { withClient } from '../with-client.ts'
import type { StartOptions } from './flow-runs.ts'
import { followPipeline } from './pipeline-follow.ts'
import { stayWith } from './stay-with.ts'

export type RunOptions = StartOptions & { at?: string; priority?: number; reason?: string }

/**
 * Starts a run of a job, or else of the flow or the pipeline of that name. If no other LocalFlow runs, this process stays until the
 * run ends.
 */
export async function run(global: Global, ref: string, words: Words, options: RunOptions): Promise<number> {
  const connected = await connect(global, 'act')
  try {
    const { client } = connected
    const kind = await kindOf(client, ref)
    if (kind !== null) requireFor(kind, ref, options)
    const started = await startRun(client, kind, ref, words, options)
    if (kind === 'pipeline' && options.follow) return await followPipeline(connected, started, options)
    return await stayWith(connected, started, options)
  } finally {
    await connected.close()
  }
}

type Client = Connected['client']

async function startRun(client: Client, kind: Kind | null, ref: string, words: Words, options: RunOptions): Promise<Run> {
  if (kind === null) throw await noSuchName(client, ref)
  const schema = () => schemaOf(client, kind, ref, options.version)
  const params = await givenParams(ref, kind, options, words, schema).catch(async (error: unknown) => {
    // A parameter that looks unknown may stand in a comment that could not be read.
    await noteHeaderOf(client, kind, ref, options.version)
    throw error
  })
  switch (kind) {
    case 'job':
      return client.jobs.run({ ref, params, ...optionsOf(options) })
    case 'flow':
      return client.flows.start({ ref, params, ...optionsOf(options) })
    case 'pipeline':
      return client.pipelines.run({ ...PipelineOptions.parse({}), inputs: [], ref, params, ...optionsOf(options) })
  }
}

function optionsOf({ at, priority, version, reason }: RunOptions): JobRunOptions {
  return {
    ...(at === undefined ? {} : { at: timeToCome(at, Intl.DateTimeFormat().resolvedOptions().timeZone) }),
    ...(priority === undefined ? {} : { priority }),
    ...(version === undefined ? {} : { version }),
    ...(reason === undefined ? {} : { reason }),
  }
}

/** Options that only some kinds have. */
function requireFor(kind: Kind, ref: string, { at, priority, version }: RunOptions): void {
  const given = Object.entries({ at, priority, version }).filter(([, value]) => value !== undefined)
  const wrong = given.find(([name]) => kind === 'pipeline' || (kind === 'flow' && name !== 'version'))
  if (wrong === undefined) return
  const meant = wrong[0] === 'version' ? 'jobs and flows' : 'jobs'
  throw new AppError('invalid', `"${ref}" is a ${kind}; --${wrong[0]} is for ${meant}.`)
}

/** The help of the command, then the parameters of the job, flow or pipeline. */
export const runHelp = (global: Global, ref: string, command: Command): Promise<number> =>
  withClient(global, 'look', async (client) => {
    process.stdout.write(command.helpInformation())
    const kind = await kindOf(client, ref)
    if (kind === null) throw await noSuchName(client, ref)
    const params = await schemaOf(client, kind, ref)
    const taken = new Set(optionsOfCommand(command))
    out(helpOfParams(ref, params, taken))
    await noteHeaderOf(client, kind, ref)
    return exitCodes.done
  })
