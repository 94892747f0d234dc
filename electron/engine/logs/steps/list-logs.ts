import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Run } from '../../../../shared/model/run.ts'
import type { Store } from '../../store/store.ts'
import type { StepLog } from './step-reader.ts'

/** The logs of all steps of a run, in the order in which they began. `isPart`: of the first steps only. */
export type RunLogs = { logs: StepLog[]; isPart: boolean; ended: boolean }

/** How addresses name the tasks of a run. */
export type NodeNames = (run: Run) => (nodeKey: string) => string | null

const tasksAtOnce = 100
/** Logs of more steps are not read together. */
export const mostTasks = 20_000
/** Runs that have ended, whose lists are kept for the next page. */
const kept = 4

/** Lists the logs of runs, in portions, so that other work goes on. */
export function createLogList(dataFolder: string, store: Store, namesOf: NodeNames) {
  const known = new Map<string, RunLogs>()

  async function read(run: Run): Promise<RunLogs> {
    const names = namesOf(run)
    const logs: StepLog[] = []
    let tasks = 0
    let after: string | null = ''
    while (after !== null && tasks < mostTasks) {
      const page: ReturnType<Store['attempts']['logsOfRun']> = store.attempts.logsOfRun(run.number, after, tasksAtOnce)
      for (const { id, nodeKey, number, logPath, startedAt, endedAt, ended, size, printed } of page.logs)
        logs.push({
          ...{ id, node: names(nodeKey) ?? nodeKey, attempt: number, ended },
          ...{ path: join(dataFolder, logPath), from: startedAt, to: endedAt, size, printed },
        })
      tasks += tasksAtOnce
      after = page.last
      await nextTurn()
    }
    logs.sort((a, b) => (a.id < b.id ? -1 : 1))
    return { logs, isPart: after !== null, ended: run.endedAt !== null }
  }

  return async (run: Run): Promise<RunLogs> => {
    if (run.endedAt === null) return read(run)
    // A retried run ends again.
    const key = `${run.id} ${run.endedAt}`
    const before = known.get(key)
    if (before) return before
    const all = await read(run)
    known.set(key, all)
    for (const oldest of known.keys()) if (known.size > kept) known.delete(oldest)
    return all
  }
}
