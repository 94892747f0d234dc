/**
 * Every state of a run, task or attempt, and every legal move between them with the reasons it may carry. Only the queue writes
 * these states; its guarded updates are built from this table.
 */
export const states = ['queued', 'running', 'succeeded', 'failed', 'cancelled', 'skipped'] as const
export type State = (typeof states)[number]

export const endedStates = ['succeeded', 'failed', 'cancelled', 'skipped'] as const satisfies readonly State[]

/** Why an attempt failed. */
const attemptReasons = [
  'exit-code',
  'signal',
  'timeout',
  'could-not-start',
  'lost',
  'limit',
  'http-status',
  'unreachable',
  'error',
  'no-worker',
] as const

/** Why a flow failed, if not for the reason of one of its attempts. */
const flowReasons = [
  'no-choice',
  'no-edge',
  'type-mismatch',
  'not-a-list',
  'rejected',
  'step-limit',
  'loop-limit',
  'too-many-failures',
  'too-large',
  'unknown-outcome',
  'damaged',
  'compensated',
  'compensation-failed',
] as const

export const moves = {
  /** A slot is free: an attempt starts. */
  start: { from: ['queued'], to: 'running', reasons: [] },
  /** The attempt did its work. */
  succeed: { from: ['running'], to: 'succeeded', reasons: [] },
  /** The attempt failed, and no other follows. */
  fail: {
    from: ['running'],
    to: 'failed',
    reasons: [...attemptReasons, ...flowReasons],
  },
  /** The attempt failed and another follows: the task waits for it, and its run stays running. */
  retry: { from: ['running'], to: 'queued', reasons: [] },
  /** A running task was stopped. */
  stop: { from: ['running'], to: 'cancelled', reasons: ['stopped', 'replaced'] },
  /** A task was cancelled before it started, or between two attempts. */
  withdraw: { from: ['queued'], to: 'cancelled', reasons: ['withdrawn', 'replaced'] },
  /** A task will never start, although no caller cancelled it. */
  skip: {
    from: ['queued'],
    to: 'skipped',
    reasons: ['job-deleted', 'overlap', 'superseded', 'queue-draining', 'conditions', 'condition-failed', 'succeeded-today'],
  },
  /** A person retries a run that ended. */
  reopen: { from: ['failed', 'cancelled', 'skipped'], to: 'queued', reasons: [] },
} as const satisfies Record<string, { from: readonly State[]; to: State; reasons: readonly string[] }>

export type Move = keyof typeof moves
export type Reason = (typeof moves)[Move]['reasons'][number]

/** Some moves share a reason. */
export const reasons: readonly Reason[] = [...new Set(Object.values(moves).flatMap((move) => [...move.reasons]))]

/** What a person reads for a reason. For a run that failed, it continues a sentence that starts with "The run". */
export const reasonText: Record<Reason, string> = {
  'exit-code': 'exited with a code other than 0',
  signal: 'was ended by a signal',
  timeout: 'timed out',
  'could-not-start': 'failed to start',
  lost: 'lost its supervisor',
  limit: 'exceeded one of its limits',
  'http-status': 'got a response with an unexpected status',
  unreachable: 'could not reach the address',
  error: 'ended with an error',
  'no-worker': 'found no worker for a service in time',
  'no-choice': 'reached a choice without a matching case',
  'no-edge': 'had no edge for the action of a node',
  'type-mismatch': 'compared values of different types',
  'not-a-list': 'expected a list for a foreach node',
  rejected: 'was rejected',
  'step-limit': 'entered more nodes than its limit allows',
  'loop-limit': 'entered a node more often than its limit allows',
  'too-many-failures': 'had more failures than it tolerates',
  'too-large': 'produced more data than LocalFlow keeps',
  'unknown-outcome': 'was interrupted, may have done its work, and must not do it twice',
  damaged: 'has a damaged history',
  compensated: 'failed, and its completed nodes were undone',
  'compensation-failed': 'failed, and some of its completed nodes could not be undone',
  stopped: 'was stopped',
  replaced: 'was replaced by a newer run',
  withdrawn: 'was cancelled before it started',
  'job-deleted': 'its job was deleted before it started',
  overlap: 'the previous run was still active',
  superseded: 'a newer run was queued in its place',
  'queue-draining': 'its queue was draining',
  conditions: 'its conditions did not hold in time',
  'condition-failed': 'its condition failed',
  'succeeded-today': 'its job had already succeeded that day',
}

/** What a queued task waits for: a slot, its due time, or (held) an earlier run of its job or its conditions. */
export const stages = ['ready', 'delayed', 'held'] as const
export type Stage = (typeof stages)[number]
