import type { Client } from '../../../../shared/contract/contract.ts'
import { AppError } from '../../../../shared/errors.ts'
import type { MaintenanceId, MaintenanceTask } from '../../../../shared/model/maintenance.ts'
import type { Global } from '../connect.ts'
import { exitCodes } from '../exit-codes.ts'
import { out, printJson, table } from '../print.ts'
import { timeText } from '../time-text.ts'
import { type Json, withClient } from '../with-client.ts'

/** Lists the maintenance tasks, or runs one and reports its result. */
export const doctorMaintenance = (global: Global, { run, json }: Json & { run?: MaintenanceId }): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const tasks = run === undefined ? await client.maintenance.list() : [await runToEnd(client, run)]
    if (json) printJson(run === undefined ? tasks : tasks[0])
    else out(taskTable(tasks))
    return run !== undefined && tasks[0]?.last?.result === null ? exitCodes.failed : exitCodes.done
  })

async function runToEnd(client: Client, id: MaintenanceId): Promise<MaintenanceTask> {
  const changes = (await client.live.changes({}))[Symbol.asyncIterator]()
  // The stream is opened before the task starts, because it only reports what happens from then on.
  let next = changes.next()
  await client.maintenance.run({ id })
  for (;;) {
    const { value: change, done } = await next
    if (done || (change.noun === 'maintenance' && change.id === id && change.type === 'ended')) break
    next = changes.next()
  }
  await changes.return?.()
  const task = (await client.maintenance.list()).find((each) => each.id === id)
  if (!task) throw new AppError('not-found', `There is no maintenance task "${id}".`)
  return task
}

const taskTable = (tasks: MaintenanceTask[]): string =>
  table(['TASK', 'SCHEDULE', 'LAST RUN', 'NEXT RUN', 'RESULT'], tasks.map(lineOf))

const lineOf = ({ id, scheduleText, status, last, nextAt }: MaintenanceTask): string[] => [
  id,
  scheduleText,
  last === null ? 'never' : timeText(last.startedAt),
  nextAt <= Date.now() ? 'soon' : timeText(nextAt),
  resultOf(status, last),
]

export function resultOf(status: MaintenanceTask['status'], last: MaintenanceTask['last']): string {
  if (status !== 'idle') return status
  if (last === null) return '-'
  return last.result ?? (last.error === null ? 'interrupted' : `failed: ${last.error}`)
}
