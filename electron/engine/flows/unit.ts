import type { Json } from '../../../shared/flow/reference.ts'
import { limits } from '../../../shared/model/limits.ts'
import type { Ending } from '../queue/finish.ts'
import type { Store } from '../store/store.ts'
import type { Work } from '../store/tasks.ts'
import { happen } from './advance.ts'
import type { Effects } from './effects.ts'
import { soundHistory } from './quarantine.ts'
import { unitOf } from './unit-key.ts'

/** May a task begin? That of a flow whose history is damaged may not. To be called inside a write. */
export const mayBegin = (store: Store, { run, isFlow }: Work, now: number): boolean =>
  !isFlow || soundHistory(store, run, now) !== null

/** An attempt of a flow's task has begun. To be called inside a write. */
export function noteStart(store: Store, { run, nodeKey }: Work, attempt: number, now: number): void {
  store.histories.append(store.histories.load(run), { type: 'started', data: { ...unitOf(nodeKey), attempt } }, now)
}

export type UnitEnd = {
  attempt: number
  reason: string | null
  error: string | null
  exitCode: number | null
  worker?: string | undefined
}

/** An attempt failed, and another follows. To be called inside a write. */
export function noteRetry(store: Store, { run, nodeKey }: Work, end: UnitEnd, retryAt: number, now: number): void {
  const { attempt, reason, error } = end
  const data = { ...unitOf(nodeKey), attempt, reason, error, retryAt, ...workerOf(end) }
  const history = soundHistory(store, run, now)
  if (history) store.histories.append(history, { type: 'attempt failed', data }, now)
}

const workerOf = ({ worker }: UnitEnd): { worker?: string } => (worker === undefined ? {} : { worker })

/** A task has ended, and what follows from that is decided. To be called inside a write. */
export function endUnit(
  store: Store,
  { run, nodeKey }: Work,
  move: 'succeed' | 'fail' | 'stop',
  ending: Ending,
  end: UnitEnd,
  now: number,
): Effects {
  const { attempt, reason, error, exitCode } = end
  const unit = { ...unitOf(nodeKey), attempt, ...workerOf(end) }
  if (move === 'stop') return happen(store, run, { type: 'task cancelled', data: unit }, now)
  if (move === 'fail') {
    const data = { ...unit, reason: reason ?? 'error', error: error ?? 'It failed.', exitCode }
    return happen(store, run, { type: 'task failed', data }, now)
  }
  const result = ending.type === 'succeeded' ? (ending.result as Json) : null
  const size = JSON.stringify(result ?? null).length
  if (size <= limits.payloadBytes)
    return happen(store, run, { type: 'task succeeded', data: { ...unit, result: result ?? null } }, now)
  const tooLarge = `Its result has ${size} characters: at most ${limits.payloadBytes} are kept. Write what is large into a file, and give its name.`
  return happen(store, run, { type: 'task failed', data: { ...unit, reason: 'too-large', error: tooLarge, exitCode } }, now)
}
