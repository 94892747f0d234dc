import type { Standing } from '../../shared/flow/standing.ts'
import { countText } from '../ui/count-text.ts'
import { words as shared } from '../words.ts'

/** A formatter is made once: a large drawing has hundreds of numbers. */
const numbers = new Intl.NumberFormat('en')

const statuses: Record<Standing['status'], string> = { ...shared.statuses, waiting: 'Waiting' }

export const words = {
  statuses,
  approvals: { approved: 'Approved', rejected: 'Rejected', expired: 'Expired' },
  chose: (action: string) => `Chose ${action}`,
  decided: (outcome: string) => `Decided: ${outcome}`,

  /** In the condition of a choice. */
  caseLine: (action: string, condition: string) => `${action}: ${condition}`,
  relations: { and: 'and', or: 'or', not: 'not', exists: 'exists', in: 'in', contains: 'contains' },
  choice: 'Choice',
  parallel: 'Parallel',
  forEach: (work: string) => `For each · ${work}`,
  subflow: 'Subflow',
  flow: (name: string) => `Flow ${name}`,
  timer: 'Timer',
  signal: 'Signal',
  approval: 'Approval',
  service: (name: string) => `Service ${name}`,
  func: (name: string) => `Function ${name}`,
  script: 'Script',
  program: (program: string) => `Runs ${program}`,
  request: (method: string) => `${method} request`,
  job: (name: string) => `Job ${name}`,

  start: 'start',
  params: (names: readonly string[]) => (names.length === 0 ? 'No parameters' : `Parameters: ${names.join(', ')}`),
  result: 'Result',
  wireFromParams: (to: string) => `Wire from the parameters to ${to}`,
  wireToResult: (from: string, action: string) => `Wire from ${from} to the result${action === 'default' ? '' : `, ${action}`}`,
  waitsFor: (count: number) => `waits for ${numbers.format(count)}`,
  onFailure: 'on failure',
  expiresAfter: (time: string) => `expires after ${time}`,
  waits: (time: string) => `waits ${time}`,
  retries: (attempts: number) => `${numbers.format(attempts)} attempts`,
  timesOut: (time: string) => `times out after ${time}`,
  atOnce: (most: number) => `at most ${numbers.format(most)} at once`,
  disabled: 'disabled: skipped in runs',
  pinned: 'output pinned for tests',
  problem: (message: string) => `problem: ${message}`,
  problems: (count: number, message: string) => `${numbers.format(count)} problems: ${message}`,
  compensation: 'undone by',
  visits: (count: number) => `×${numbers.format(count)}`,
  stale: 'result from before your last change',
  pinnedOutput: 'Pinned output',
  fromRun: (number: number) => `from run ${number}`,
  itemsFailed: (failed: number, count: number) => `${numbers.format(failed)} of ${numbers.format(count)} failed`,
  itemsDone: (done: number, count: number) => `${numbers.format(done)} of ${numbers.format(count)}`,
  attempts: (count: number) => countText(count, ['attempt', 'attempts']),
}

type Decision = { yes: string; no: string; said(yes: boolean): string }

/** A person decides whether a flow may continue or, after an interruption, whether the work of a node was done. */
export const decisions = {
  approval: { yes: 'Approve', no: 'Reject', said: (yes) => (yes ? 'Approved' : 'Rejected') },
  outcome: {
    yes: 'Mark as succeeded',
    no: 'Mark as failed',
    said: (yes) => (yes ? 'Marked as succeeded' : 'Marked as failed'),
  },
} satisfies Record<string, Decision>
