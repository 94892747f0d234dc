import { AppError } from '../../../shared/errors.ts'
import type { Run, Trigger } from '../../../shared/model/run.ts'
import type { Clock } from '../base/clock.ts'
import type { Core } from '../queue/queue.ts'

/** Acts on a run inside a write. Returns the logs to delete. Throws not-found and conflict. */
export type Act = (run: number) => string[]

/** Reads what new runs of the same definitions need. What it returns starts one, and throws why one cannot be started. */
export async function prepareReruns(core: Core, numbers: number[], trigger: Trigger, clock: Clock): Promise<Act> {
  const starts = new Map<number, () => Run>()
  for (const number of numbers) starts.set(number, await prepare(core, number, trigger, clock.now()))
  return (run) => {
    starts.get(run)?.()
    return []
  }
}

async function prepare(core: Core, number: number, trigger: Trigger, now: number): Promise<() => Run> {
  const { store, kinds } = core
  const run = store.runs.byNumber(number)
  try {
    if (!run) throw new AppError('not-found', `There is no run "${number}".`)
    return await kinds[store.runs.kind(number)].prepareAgain(core, run, { trigger }, now)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return () => {
      throw error
    }
  }
}
