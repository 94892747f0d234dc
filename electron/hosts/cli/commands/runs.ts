import { AppError } from '../../../../shared/errors.ts'
import { type State, states } from '../../../../shared/run-state.ts'
import type { Global } from '../connect.ts'
import { exitCodes } from '../exit-codes.ts'
import { out, outcomeLine, printJson, runLine, table } from '../print.ts'
import { type Json, withClient } from '../with-client.ts'

export type ListOptions = Json & { status?: string; limit?: number; job?: string; waiting?: boolean }

export function list(global: Global, options: ListOptions): Promise<number> {
  const { status } = options
  if (status !== undefined && !(states as readonly string[]).includes(status))
    throw new AppError('invalid', `There is no status "${status}": it is one of ${states.join(', ')}.`)
  return withClient(global, 'look', async (client) => {
    const { items } = await client.runs.list({
      limit: options.limit ?? 20,
      ...(status === undefined ? {} : { status: status as State }),
      ...(options.job === undefined ? {} : { job: options.job }),
      ...(options.waiting ? { waiting: true } : {}),
    })
    if (options.json) printJson(items)
    else if (items.length === 0) out(noRuns(options))
    else out(table(['RUN', 'STATUS', 'JOB', 'BY', 'QUEUED (UTC)', 'TOOK'], items.map(runLine)))
    return exitCodes.done
  })
}

/** Without a filter, there are none at all. */
function noRuns({ status, job, waiting }: ListOptions): string {
  if (status !== undefined || job !== undefined) return 'No run matches.'
  return waiting ? 'No run is waiting.' : 'No runs yet. Start one with: lf exec -- COMMAND'
}

export const cancel = (global: Global, ref: string, options: Json): Promise<number> =>
  withClient(global, 'run', async (client) => {
    const run = await client.runs.cancel({ ref })
    if (options.json) printJson(run)
    else out(run.status === 'running' ? `run ${run.number}: stop asked` : outcomeLine(run))
    return exitCodes.done
  })

/** Tries an ended run again, as a new attempt of the same run. */
export const retry = (global: Global, ref: string, options: Json & { fromFailed?: boolean }): Promise<number> =>
  withClient(global, 'run', async (client) => {
    if (options.fromFailed) {
      const fork = await client.flowRuns.fork({ ref })
      if (options.json) printJson(fork)
      else out(`run ${fork.number} ${fork.status} (${fork.id})`)
      return exitCodes.done
    }
    const run = await client.runs.retry({ ref })
    if (options.json) printJson(run)
    else out(`run ${run.number} queued again`)
    return exitCodes.done
  })
