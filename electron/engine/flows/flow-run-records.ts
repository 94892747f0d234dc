import { setImmediate } from 'node:timers/promises'
import type { FlowEvent } from '../../../shared/flow/events.ts'
import type { Run } from '../../../shared/model/run.ts'
import type { State } from '../../../shared/run-state.ts'
import { shownValue } from '../base/sealed.ts'
import type { AttemptKey } from '../store/attempts.ts'
import { DamagedHistory, type History } from '../store/histories.ts'
import type { Store } from '../store/store.ts'

export type RunPage = {
  status: State | null
  /** A published version of a flow, to list only its runs. */
  version: { flow: string; version: number } | null
  offset: number
  limit: number
  /** Only those for which this holds. */
  keep?: (run: Run) => boolean
}

export type Lease = { worker: string | null; until: number }

export type FlowRunRecords = ReturnType<typeof createFlowRunRecords>

/** How many run numbers one read covers, so that a total over a million runs blocks nothing. */
const stretch = 20_000
/** How many runs, with their histories, are read before other work runs. */
const atOnce = 50

/** Runs of flows for clients that count pages and read a run attempt by attempt. Runs are given by number; errors are not-found. */
export function createFlowRunRecords(store: Store) {
  const runOf = (number: number): Run[] => [store.runs.byNumber(number)].filter((run) => run !== null)

  return {
    /** A page of the runs that are not part of another run, newest first, and the total number. */
    async page({ status, version, offset, limit, keep }: RunPage): Promise<{ runs: Run[]; total: number }> {
      const flow = version && store.flows.find(version.flow).number
      const runs: Run[] = []
      let total = 0
      let judged = 0
      for (let before = store.runs.newest() + 1, from = 0; before > 0; before = from) {
        from = Math.max(0, before - stretch)
        const among = { status, flow, version: version?.version ?? null, from, before }
        if (keep) {
          for (const number of store.flowRuns.outer(among, -1, 0)) {
            if (++judged % atOnce === 0) await setImmediate()
            const kept = runOf(number).filter(keep)
            if (total >= offset && runs.length < limit) runs.push(...kept)
            total += kept.length
          }
        } else {
          const [skip, wanted] = [Math.max(0, offset - total), limit - runs.length]
          if (wanted > 0) runs.push(...store.flowRuns.outer(among, wanted, skip).flatMap(runOf))
          total += store.flowRuns.countOuter(among)
        }
        await setImmediate()
      }
      return { runs, total }
    },
    /** The history of the run; null if it is damaged. */
    history(number: number): History | null {
      try {
        return shownValue(store.histories.load(number))
      } catch (error) {
        if (error instanceof DamagedHistory) return null
        throw error
      }
    },
    events: (number: number): FlowEvent[] => shownValue(store.histories.events(number, 0)),
    newestEvents: (number: number, limit: number): FlowEvent[] => shownValue(store.histories.newest(number, limit)),
    attempts: (number: number): AttemptKey[] => store.attempts.keysOfRun(number),
    /** Who executes the task of the run, and until when they may be silent; null: no task is running. */
    lease(number: number): Lease | null {
      // Among all running tasks, because a run of many items has far more tasks.
      const task = store.tasks.running().find(({ run }) => run === number)
      return task ? { worker: store.workers.task(task.seq)?.worker ?? null, until: task.leaseUntil ?? 0 } : null
    },
  }
}
