import type { core } from 'zod'
import { AppError } from '../../../../shared/errors.ts'
import { Params } from '../../../../shared/model/params.ts'
import type { Run } from '../../../../shared/model/run.ts'
import { type Connected, connect, type Global } from '../connect.ts'
import { exitCodeOfRun, exitCodes } from '../exit-codes.ts'
import { copyLog, untilEnded } from '../follow.ts'
import { err, out, outcomeLine, printJson } from '../print.ts'
import { stopOnInterrupt } from './exec.ts'
import { type StartOptions, startWith } from './flow-runs.ts'

export type RunOptions = StartOptions & { follow?: boolean }

/** Starts a run of a job, or of the flow of that name where there is no such job. Where no LocalFlow stays to see it through, this process does. */
export async function run(global: Global, job: string, options: RunOptions): Promise<number> {
  const connected = await connect(global, 'run')
  const { client } = connected
  try {
    const isFlow = options.version !== undefined || (await isNoJob(client, job))
    if (isFlow) return await startWith(connected, job, { ...options, wait: Boolean(options.wait || options.follow) })
    const started = await client.jobs.run({ ref: job, params: paramsOf(options) })
    const waits = options.wait || options.follow || !connected.stays
    if (!waits) {
      if (options.json) printJson(started)
      else out(`run ${started.number} queued (${started.id})`)
      return exitCodes.done
    }
    if (!connected.stays && !options.wait && !options.follow) err('No LocalFlow is running: staying until this run has ended.')
    return await stayWith(connected, started, options)
  } finally {
    await connected.close()
  }
}

async function stayWith(connected: Connected, run: Run, { follow, json }: RunOptions): Promise<number> {
  const { client } = connected
  const interrupted = stopOnInterrupt(connected, run)
  if (follow && !json) await copyLog(client, run.id, { follow: true })
  const ended = await untilEnded(client, run.id)
  if (json) printJson(await client.runs.get({ ref: run.id }))
  else err(outcomeLine(ended))
  return interrupted.yes ? exitCodes.interrupted : exitCodeOfRun(ended)
}

/** There is a flow of that name, and no job. */
const isNoJob = async (client: Connected['client'], ref: string): Promise<boolean> => {
  const isThere = (found: Promise<unknown>): Promise<boolean> =>
    found.then(
      () => true,
      () => false,
    )
  return !(await isThere(client.jobs.get({ ref }))) && (await isThere(client.flows.get({ ref })))
}

/** Those of --params, and over them each `-p NAME=VALUE`, which is text. */
function paramsOf({ param = [], params }: RunOptions): Params {
  const given = params === undefined ? {} : readObject(params)
  const pairs = param.map((pair) => {
    const at = pair.indexOf('=')
    if (at < 1) throw new AppError('invalid', `"${pair}" is no parameter: give it as NAME=VALUE.`)
    return [pair.slice(0, at), pair.slice(at + 1)] as const
  })
  const parsed = Params.safeParse({ ...given, ...Object.fromEntries(pairs) })
  if (parsed.success) return parsed.data
  throw new AppError('invalid', parsed.error.issues.map(wordsOf).join('; '))
}

function readObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  } catch (error) {
    throw new AppError('invalid', `--params is not valid JSON: ${(error as Error).message}.`)
  }
  throw new AppError('invalid', '--params must be a JSON object such as {"name": "value"}.')
}

const wordsOf = (issue: core.$ZodIssue): string =>
  `"${issue.path.join('.')}" ${issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? issue.message) : issue.message}`
