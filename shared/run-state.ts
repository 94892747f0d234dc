/**
 * Every state a run, task or attempt can have, and every legal move between them with the reasons it may carry.
 * The queue is the only writer of these states; the table is what its guarded updates are built from.
 */
export const states = ['queued', 'running', 'succeeded', 'failed', 'cancelled', 'skipped'] as const
export type State = (typeof states)[number]

export const endedStates = ['succeeded', 'failed', 'cancelled', 'skipped'] as const satisfies readonly State[]

export const moves = {
  /** A free place was found: an attempt begins. */
  start: { from: ['queued'], to: 'running', reasons: [] },
  /** The attempt did what it was asked to do. */
  succeed: { from: ['running'], to: 'succeeded', reasons: [] },
  /** The attempt ended otherwise. */
  fail: {
    from: ['running'],
    to: 'failed',
    reasons: ['exit-code', 'signal', 'timeout', 'could-not-start', 'lost'],
  },
  /** A person stopped it while it ran. */
  stop: { from: ['running'], to: 'cancelled', reasons: ['stopped'] },
  /** A person withdrew it before it began. */
  withdraw: { from: ['queued'], to: 'cancelled', reasons: ['withdrawn'] },
  /** It will not begin, and nobody asked for that in so many words. */
  skip: { from: ['queued'], to: 'skipped', reasons: ['job-deleted'] },
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
  stopped: 'stopped by hand',
  withdrawn: 'cancelled before it started',
  'job-deleted': 'its job was deleted before it started',
}
