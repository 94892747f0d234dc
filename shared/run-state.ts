/**
 * Every state a run, task or attempt can have, and every legal move between them with the reasons it may carry.
 * The queue is the only writer of these states; the table is what its guarded updates are built from.
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

/** Why a flow did, where it is not that one of its nodes failed of one of those. */
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
  /** A free place was found: an attempt begins. */
  start: { from: ['queued'], to: 'running', reasons: [] },
  /** The attempt did what it was asked to do. */
  succeed: { from: ['running'], to: 'succeeded', reasons: [] },
  /** The attempt ended otherwise, and no other follows. */
  fail: {
    from: ['running'],
    to: 'failed',
    reasons: [...attemptReasons, ...flowReasons],
  },
  /** The attempt failed and another follows: the task waits for it, its run goes on. */
  retry: { from: ['running'], to: 'queued', reasons: [] },
  /** It was stopped while it ran. */
  stop: { from: ['running'], to: 'cancelled', reasons: ['stopped', 'replaced'] },
  /** It was withdrawn before it began, or between two attempts. */
  withdraw: { from: ['queued'], to: 'cancelled', reasons: ['withdrawn', 'replaced'] },
  /** It will not begin, and nobody asked for that in so many words. */
  skip: {
    from: ['queued'],
    to: 'skipped',
    reasons: ['job-deleted', 'overlap', 'superseded', 'queue-draining', 'conditions'],
  },
  /** A person wants it tried again after it ended. */
  reopen: { from: ['failed', 'cancelled', 'skipped'], to: 'queued', reasons: [] },
} as const satisfies Record<string, { from: readonly State[]; to: State; reasons: readonly string[] }>

export type Move = keyof typeof moves
export type Reason = (typeof moves)[Move]['reasons'][number]

export const reasons: readonly Reason[] = Object.values(moves).flatMap((move) => [...move.reasons])

/** The words a person reads for a reason. */
export const reasonText: Record<Reason, string> = {
  'exit-code': 'ended with an exit code other than 0',
  signal: 'ended by a signal',
  timeout: 'took longer than its timeout',
  'could-not-start': 'could not be started',
  lost: 'was cut off: the process that watched it died',
  limit: 'used more than its limit allows',
  'http-status': 'was answered with a status that is not expected',
  unreachable: 'could not reach the address',
  error: 'ended with an error',
  'no-worker': 'found no worker for a service in time',
  'no-choice': 'came to a choice of which no case held',
  'no-edge': 'came to a node that leads nowhere',
  'type-mismatch': 'compared things that cannot be compared',
  'not-a-list': 'was to go through a list and was given none',
  rejected: 'was rejected',
  'step-limit': 'entered more nodes than its limit allows',
  'loop-limit': 'went round more often than its limit allows',
  'too-many-failures': 'had more failures than are tolerated',
  'too-large': 'gave more than is kept',
  'unknown-outcome': 'may or may not have been done, and is not done twice',
  damaged: 'has a history that cannot be followed',
  compensated: 'failed, and undid what it had done',
  'compensation-failed': 'failed, and could not undo all that it had done',
  stopped: 'stopped by hand',
  replaced: 'a newer run took its place',
  withdrawn: 'cancelled before it started',
  'job-deleted': 'its job was deleted before it started',
  overlap: 'the previous run was still active',
  superseded: 'a newer run was waiting in its place',
  'queue-draining': 'its queue takes in nothing new',
  conditions: 'its conditions did not hold in time',
}

/** What a queued task waits for: a free place, a moment, or the end of an earlier run of its job or its conditions. */
export const stages = ['ready', 'delayed', 'held'] as const
export type Stage = (typeof stages)[number]
