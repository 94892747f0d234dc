import type { Client } from '../../../../shared/contract/contract.ts'
import { ownZone } from '../../../../shared/cron/preview.ts'
import { AppError } from '../../../../shared/errors.ts'
import { MaintenanceId, type MaintenanceTask, maintenanceIds } from '../../../../shared/model/maintenance.ts'
import type { Global } from '../connect.ts'
import { exitCodes } from '../exit-codes.ts'
import { wallText } from '../moments.ts'
import { out, printJson, table } from '../print.ts'
import { type Json, withClient } from '../with-client.ts'

/** The maintenance tasks, or with --run what came of one of them. */
export const doctorMaintenance = (global: Global, { run, json }: Json & { run?: string }): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const tasks = run === undefined ? await client.maintenance.list() : [await runToEnd(client, idOf(run))]
    if (json) printJson(run === undefined ? tasks : tasks[0])
    else out(table(['TASK', 'SCHEDULE', 'LAST RUN', 'NEXT RUN', 'RESULT'], tasks.map(lineOf)))
    return run !== undefined && tasks[0]?.last?.result === null ? exitCodes.failed : exitCodes.done
  })

function idOf(text: string): MaintenanceId {
  const { data } = MaintenanceId.safeParse(text)
  if (!data)
    throw new AppError('invalid', `There is no maintenance task "${text}". Name one of these: ${maintenanceIds.join(', ')}.`)
  return data
}

async function runToEnd(client: Client, id: MaintenanceId): Promise<MaintenanceTask> {
  const changes = (await client.live.changes({}))[Symbol.asyncIterator]()
  // Asked for before the task begins: a stream tells of what happens from then on.
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

const lineOf = ({ id, scheduleText, status, last, nextAt }: MaintenanceTask): string[] => [
  id,
  scheduleText,
  last === null ? 'never' : momentText(last.startedAt),
  nextAt <= Date.now() ? 'soon' : momentText(nextAt),
  resultOf(status, last),
]

const momentText = (at: number): string => wallText(Math.floor(at / 1_000) * 1_000, ownZone())

function resultOf(status: MaintenanceTask['status'], last: MaintenanceTask['last']): string {
  if (status !== 'idle') return status
  if (last === null) return '-'
  return last.result ?? (last.error === null ? 'interrupted' : `failed: ${last.error}`)
}
