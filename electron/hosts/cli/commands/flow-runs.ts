import type { core } from 'zod'
import { AppError } from '../../../../shared/errors.ts'
import { Params } from '../../../../shared/model/params.ts'
import { type Connected, connect, type Global } from '../connect.ts'
import { exitCodeOfRun, exitCodes } from '../exit-codes.ts'
import { untilEnded } from '../follow.ts'
import { err, out, outcomeLine, printJson } from '../print.ts'
import { type Json, withClient } from '../with-client.ts'
import { stopOnInterrupt } from './exec.ts'

export type StartOptions = Json & { wait?: boolean; param?: string[]; params?: string; version?: number }

/** Starts a run of a flow. Where no LocalFlow stays to see it through, this process does. */
export async function start(global: Global, flow: string, options: StartOptions): Promise<number> {
  const connected = await connect(global, 'run')
  try {
    return await startWith(connected, flow, options)
  } finally {
    await connected.close()
  }
}

export async function startWith(connected: Connected, flow: string, options: StartOptions): Promise<number> {
  const { client } = connected
  const { version } = options
  const run = await client.flows.start({ ref: flow, params: flowParams(options), ...(version === undefined ? {} : { version }) })
  if (!options.wait && connected.stays) {
    if (options.json) printJson(run)
    else out(`run ${run.number} ${run.status} (${run.id})`)
    return exitCodes.done
  }
  if (!connected.stays && !options.wait) err('No LocalFlow is running: staying until this run has ended.')
  const interrupted = stopOnInterrupt(connected, run)
  const ended = await untilEnded(client, run.id)
  if (options.json) printJson(await client.runs.get({ ref: run.id }))
  else err(outcomeLine(ended))
  return interrupted.yes ? exitCodes.interrupted : exitCodeOfRun(ended)
}

/** Those of --params, and over them each `-p NAME=VALUE`: a number, true, false or other JSON where it is that, else text. */
export function flowParams({ param = [], params }: Pick<StartOptions, 'param' | 'params'>): Params {
  const given = params === undefined ? {} : jsonOf('--params', params)
  const pairs = param.map((pair) => {
    const at = pair.indexOf('=')
    if (at < 1) throw new AppError('invalid', `"${pair}" is no parameter: give it as NAME=VALUE.`)
    return [pair.slice(0, at), readValue(pair.slice(at + 1))] as const
  })
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new AppError('invalid', '--params must be a JSON object such as {"name": "value"}.')
  const parsed = Params.safeParse({ ...given, ...Object.fromEntries(pairs) })
  if (parsed.success) return parsed.data
  throw new AppError('invalid', parsed.error.issues.map(wordsOf).join('; '))
}

const wordsOf = (issue: core.$ZodIssue): string =>
  `"${issue.path.join('.')}" ${issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? issue.message) : issue.message}`

function readValue(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}

function jsonOf(name: string, text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch (error) {
    throw new AppError('invalid', `${name} is not valid JSON: ${(error as Error).message}.`)
  }
}

/** A run that goes on from where another was, with what is edited in it. */
export const fork = (global: Global, ref: string, options: StartOptions & { at: number; shared?: string }): Promise<number> =>
  withClient(global, 'run', async (client) => {
    const shared = options.shared === undefined ? undefined : jsonOf('--shared', options.shared)
    const params = options.param || options.params ? flowParams(options) : undefined
    const run = await client.flowRuns.fork({
      ref,
      at: options.at,
      ...(params === undefined ? {} : { params }),
      ...(shared === undefined ? {} : { shared: shared as Record<string, never> }),
    })
    if (options.json) printJson(run)
    else out(`run ${run.number} ${run.status} (${run.id})`)
    return exitCodes.done
  })

export const signal = (
  global: Global,
  ref: string,
  key: string,
  json: string | undefined,
  options: Json & { id?: string },
): Promise<number> =>
  withClient(global, 'run', async (client) => {
    const value = json === undefined ? true : readValue(json)
    const sent = await client.flowRuns.signal({
      ref,
      key,
      value: value as never,
      ...(options.id === undefined ? {} : { id: options.id }),
    })
    if (options.json) printJson(sent)
    else out(sent.ignored === null ? 'sent' : `ignored: ${sent.ignored}`)
    return exitCodes.done
  })

export const decide = (
  global: Global,
  ref: string,
  node: string | undefined,
  value: boolean | string,
  options: Json & { comment?: string },
): Promise<number> =>
  withClient(global, 'run', async (client) => {
    const decided = await client.flowRuns.approve({
      ref,
      value,
      ...(node === undefined ? {} : { node }),
      ...(options.comment === undefined ? {} : { comment: options.comment }),
    })
    if (options.json) printJson(decided)
    else out(`${decided.step}: ${value === true ? 'approved' : value === false ? 'rejected' : value}`)
    return exitCodes.done
  })
