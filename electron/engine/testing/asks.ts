import type { Answers, Part } from '../store/asks.ts'
import type { Store } from '../store/store.ts'

export type RecordedAsks = { stopped: string[]; woken: Part[]; claims: number; doubts: number }

/** Records the asks of a store's operations. Claims are counted, and claim nothing unless `over` says so. */
export function recordAsks({ asks }: Pick<Store, 'asks'>, over: Partial<Answers> = {}): RecordedAsks {
  const seen: RecordedAsks = { stopped: [], woken: [], claims: 0, doubts: 0 }
  const woken = (part: Part) => () => void seen.woken.push(part)
  asks.answerBy({
    claim: () => {
      seen.claims++
      return () => {}
    },
    claimFailed: () => {},
    stop: (asks) => void seen.stopped.push(...asks.map(({ attemptId }) => attemptId)),
    doubt: () => void seen.doubts++,
    wake: {
      'run waits': woken('run waits'),
      backfills: woken('backfills'),
      conditions: woken('conditions'),
      scheduler: woken('scheduler'),
      alerts: woken('alerts'),
    },
    ...over,
  })
  return seen
}
