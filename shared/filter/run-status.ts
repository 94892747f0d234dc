import type { Reason, State } from '../run-state.ts'
import type { StatusChoice } from './keys.ts'
import { yesOrNo } from './match-facts.ts'

type Outcome = { status: State; reason: Reason | null }

/** The words for the status of a run or task; timeouts and lost runs also have words of their own. */
export function statusChoicesOf({ status, reason }: Outcome): StatusChoice[] {
  if (status !== 'failed') return [status]
  return reason === 'timeout' ? [status, 'timed-out'] : reason === 'lost' ? [status, 'lost'] : [status]
}

/** What a list of definitions knows of their last runs, oldest first. */
export function lastRunFacts(lastRuns: readonly Outcome[]): { status: StatusChoice[]; failing: string[] } {
  const last = lastRuns.at(-1)
  const decided = lastRuns.findLast(({ status }) => status === 'failed' || status === 'succeeded')
  return { status: last ? statusChoicesOf(last) : [], failing: [yesOrNo(decided?.status === 'failed')] }
}
