import { AppError } from '../../../../shared/errors.ts'
import type { StatusChoice } from '../../../../shared/filter/keys.ts'
import type { RunSortText } from '../../../../shared/model/run-sort.ts'
import { type State, states } from '../../../../shared/run-state.ts'
import { connect, type Global } from '../connect.ts'
import { attemptsOf } from '../copy-log.ts'
import { exitCodes } from '../exit-codes.ts'
import { out, outcomeLine, printJson, runTable } from '../print.ts'
import { type Json, queried, withClient } from '../with-client.ts'
import { explainRun, withRun } from '../with-run.ts'
import { type StayOptions, stayWith } from './stay-with.ts'

export type ListOptions = Json & {
  status?: StatusChoice[]
  limit?: number
  job?: string
  waiting?: boolean
  query?: string
  sort?: RunSortText
}

export const list = (global: Global, options: ListOptions): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const { items } = await client.runs.list({
      limit: options.limit ?? 20,
      ...(options.job === undefined ? {} : { job: options.job }),
      ...(options.waiting ? { waiting: true } : {}),
      ...(options.sort ? { sort: options.sort } : {}),
      ...(options.job === undefined && !options.waiting && options.query === undefined ? { inner: false } : {}),
      ...withStatus(options),
    })
    if (options.json) printJson(items)
    else out(items.length === 0 ? noRuns(options) : runTable(items))
    return exitCodes.done
  })

/** Several statuses are a filter. A running run may wait. */
function withStatus({ status = [], query }: ListOptions): { status?: State; q?: string } {
  if (status.length === 0) return queried({ query })
  const only = status.length === 1 ? states.find((state) => state === status[0]) : undefined
  if (only !== undefined) return { status: only, ...queried({ query }) }
  const all = status.includes('running') ? [...status, 'waiting'] : status
  return query === undefined ? { q: `status:${all.join(',')}` } : { q: `${query} status:${all.join(',')}` }
}

function noRuns({ status, job, waiting, query }: ListOptions): string {
  if (query !== undefined) return 'No run matches the filter.'
  if (waiting) return 'No run is waiting.'
  if (status === undefined && job === undefined)
    return 'No runs yet. Run a job with: lf run JOB, or a single command with: lf exec -- COMMAND'
  const kind = status === undefined ? '' : `${status.join(' or ')} `
  return `No ${kind}runs${job === undefined ? '' : ` of "${job}"`}.${status === undefined ? ` Start one with: lf run ${JSON.stringify(job)}` : ''}`
}

export const cancel = (global: Global, ref: string, options: Json): Promise<number> =>
  withRun(global, 'act', ref, 'cancel', async (client) => {
    const run = await client.runs.cancel({ ref })
    if (options.json) printJson(run)
    else out(run.status === 'running' ? `Stopping run ${run.number}.` : outcomeLine(run))
    return exitCodes.done
  })

export const pin = (global: Global, ref: string, command: 'pin' | 'unpin', options: Json): Promise<number> =>
  withRun(global, 'act', ref, command, async (client) => {
    const run = await client.runs[command]({ ref })
    if (options.json) printJson(run)
    else
      out(command === 'pin' ? `Pinned run ${run.number}. LocalFlow keeps it until you unpin it.` : `Unpinned run ${run.number}.`)
    return exitCodes.done
  })

const succeeded = (number: number, job: string): AppError =>
  new AppError('conflict', `Could not retry run ${number}: it succeeded. Start a new run with: lf run ${JSON.stringify(job)}`)

type RetryOptions = StayOptions & { fromFailed?: boolean }

/** Makes another attempt of a run that ended, or with --from-failed a new run. */
export async function retry(global: Global, ref: string, options: RetryOptions): Promise<number> {
  const connected = await connect(global, 'act')
  const { client } = connected
  try {
    if (options.fromFailed) return await stayWith(connected, await client.flowRuns.fork({ ref }), options)
    const before = await client.runs.get({ ref })
    if (before.status === 'succeeded' && before.job !== null) throw succeeded(before.number, before.job)
    return await stayWith(connected, await client.runs.retry({ ref }), options, attemptsOf(before))
  } catch (error) {
    throw await explainRun(client, ref, 'retry', error)
  } finally {
    await connected.close()
  }
}
