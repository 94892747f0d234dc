import { AppError } from '../../../shared/errors.ts'
import type { Core } from './run-kind.ts'

/**
 * Queues an ended run for another attempt; its earlier attempts stay in its history. Throws conflict for a run that has not
 * ended, or that its kind cannot retry. Call inside a write.
 */
export function retryRun(core: Core, number: number, now: number): void {
  const run = core.store.runs.byNumber(number)
  if (!run) throw new AppError('not-found', `There is no run "${number}".`)
  core.kinds[core.store.runs.kind(number)].retry(core, run, now)
}
