import { AppError } from '../../../../shared/errors.ts'
import { jsonOrText } from '../../../../shared/json-or-text.ts'
import type { Run } from '../../../../shared/model/run.ts'
import { type Connected, connect, type Global } from '../connect.ts'
import { exitCodes } from '../exit-codes.ts'
import { givenParams, schemaOf } from '../given-params.ts'
import { jsonArgument } from '../json-argument.ts'
import { kindOf, withNearest } from '../named.ts'
import { type ParamOptions, paramsOf, readJson } from '../params.ts'
import { out, printJson, startedLine } from '../print.ts'
import { type Json, withClient } from '../with-client.ts'
import { type StayOptions, stayWith } from './stay-with.ts'

export type StartOptions = Json & ParamOptions & StayOptions & { version?: number }

/** Starts a run of a flow. If no other LocalFlow runs, this process stays until the run ends. */
export async function start(global: Global, flow: string, options: StartOptions): Promise<number> {
  const connected = await connect(global, 'act')
  try {
    const { client } = connected
    const run = await startFlow(client, flow, options).catch(async (error: unknown) => {
      throw (await notAFlow(client, flow)) ?? (await withNearest(client, error))
    })
    return await stayWith(connected, run, options)
  } finally {
    await connected.close()
  }
}

/** The error for the name of a job or a pipeline. */
async function notAFlow(client: Connected['client'], ref: string): Promise<AppError | null> {
  const kind = await kindOf(client, ref)
  if (kind !== 'job' && kind !== 'pipeline') return null
  return new AppError('not-found', `"${ref}" is a ${kind}, not a flow. Run it with: lf run ${JSON.stringify(ref)}`)
}

async function startFlow(client: Connected['client'], ref: string, { version, ...options }: StartOptions): Promise<Run> {
  const schema = () => schemaOf(client, 'flow', ref, version)
  const params = await givenParams(ref, 'flow', options, { given: [], options: [] }, schema)
  return client.flows.start({ ref, params, ...(version === undefined ? {} : { version }) })
}

/** Starts a new run that continues another one from an event, with changed data. */
export const fork = (global: Global, ref: string, options: StartOptions & { at: number; shared?: string }): Promise<number> =>
  withClient(global, 'act', async (client) => {
    const shared = options.shared === undefined ? undefined : readJson('--shared', options.shared)
    const params = options.param || options.params ? paramsOf(options, {}, jsonOrText) : undefined
    const run = await client.flowRuns.fork({
      ref,
      at: options.at,
      ...(params === undefined ? {} : { params }),
      ...(shared === undefined ? {} : { shared: shared as Record<string, never> }),
    })
    if (options.json) printJson(run)
    else out(startedLine(run))
    return exitCodes.done
  })

export const signal = (
  global: Global,
  ref: string,
  key: string,
  json: string | undefined,
  options: Json & { id?: string },
): Promise<number> =>
  withClient(global, 'act', async (client) => {
    const value = json === undefined ? true : jsonArgument(json, 'The value')
    const sent = await client.flowRuns.signal({
      ref,
      key,
      value,
      ...(options.id === undefined ? {} : { id: options.id }),
    })
    if (options.json) printJson(sent)
    else out(sent.ignored === null ? `Sent signal "${key}" to run ${ref}.` : ignoredText(key, sent.ignored))
    return exitCodes.done
  })

export const decide = (
  global: Global,
  ref: string,
  node: string | undefined,
  value: boolean | string,
  options: Json & ParamOptions & { comment?: string },
): Promise<number> =>
  withClient(global, 'act', async (client) => {
    const params = options.param || options.params ? paramsOf(options, {}, jsonOrText) : undefined
    const decided = await client.flowRuns.approve({
      ref,
      value,
      ...(node === undefined ? {} : { node }),
      ...(options.comment === undefined ? {} : { comment: options.comment }),
      ...(params === undefined ? {} : { params }),
    })
    if (options.json) printJson(decided)
    else out(decidedText(value, decided.step.replace(/#\d+$/, ''), ref))
    return exitCodes.done
  })

const decidedText = (value: boolean | string, node: string, run: string): string =>
  typeof value === 'string'
    ? `Decided "${node}" in run ${run}: ${value}.`
    : `${value ? 'Approved' : 'Rejected'} "${node}" in run ${run}.`

const ignoredText = (key: string, why: string): string =>
  why === 'duplicate'
    ? `Signal "${key}" had no effect: this id was sent before.`
    : `Signal "${key}" had no effect: its value would exceed the data limit of the run.`
