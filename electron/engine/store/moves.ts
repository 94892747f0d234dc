import { type Move, moves, type Reason, type Stage } from '../../../shared/run-state.ts'
import type { Db } from './db.ts'
import type { Place, Tally } from './tally.ts'

export type RunFacts = {
  run: number
  at: number
  reason?: Reason | null
  error?: string | null
  exitCode?: number | null
  signal?: string | null
  /** For `again`: when the next attempt begins. */
  retryAt?: number | null
}

export type TaskFacts = {
  task: number
  queue: string
  /** Where it was, unless it had ended. */
  place: Place | null
  at: number
  /** The token its holder has; a task that does not run has none. */
  token?: string | null
  reason?: Reason | null
  /** For `start`: the token it gets, and until when it holds. */
  newToken?: string
  leaseUntil?: number
  /** For `again` and `revive`: what it waits for. */
  stage?: Stage
  dueAt?: number
  /** For `again`: how often in a row it was cut off. */
  lost?: number
  /** For `revive`: how many attempts it has from now on. */
  maxAttempts?: number
}

export type Moves = ReturnType<typeof createMoves>

const fromOf = (move: Move): string => moves[move].from.map((state) => `'${state}'`).join(', ')
const guarded = (move: Move): string => `status IN (${fromOf(move)})`

function runSql(move: Move): string {
  switch (move) {
    case 'start':
      return `UPDATE run SET status = 'running', started_at = :at WHERE number = :run AND ${guarded(move)}`
    case 'again':
      return `UPDATE run SET retry_at = :retryAt, error = :error WHERE number = :run AND ${guarded(move)}`
    case 'revive':
      return `UPDATE run SET status = 'queued', reason = NULL, error = NULL, exit_code = NULL, signal = NULL, started_at = NULL,
        ended_at = NULL WHERE number = :run AND ${guarded(move)}`
    default:
      return `UPDATE run SET status = '${moves[move].to}', reason = :reason, error = :error, exit_code = :exitCode,
        signal = :signal, ended_at = :at, retry_at = NULL WHERE number = :run AND ${guarded(move)}`
  }
}

function taskSql(move: Move): string {
  switch (move) {
    case 'start':
      return `UPDATE task SET status = 'running', stage = NULL, token = :newToken, lease_until = :leaseUntil,
        attempts = attempts + 1 WHERE seq = :task AND ${guarded(move)}`
    case 'again':
      return `UPDATE task SET status = 'queued', stage = :stage, due_at = :dueAt, token = NULL, lease_until = NULL,
        stop_asked = NULL, stop_reason = NULL, lost = :lost WHERE seq = :task AND ${guarded(move)} AND token = :token`
    case 'revive':
      return `UPDATE task SET status = 'queued', stage = :stage, due_at = :dueAt, reason = NULL, ended_at = NULL, lost = 0,
        stop_asked = NULL, stop_reason = NULL, result = NULL, max_attempts = :maxAttempts WHERE seq = :task AND ${guarded(move)}`
    default:
      return `UPDATE task SET status = '${moves[move].to}', stage = NULL, reason = :reason, token = NULL, lease_until = NULL,
        ended_at = :at WHERE seq = :task AND ${guarded(move)} AND token IS :token`
  }
}

const noRunFacts = { reason: null, error: null, exitCode: null, signal: null, retryAt: null }
const noTaskFacts = {
  token: null,
  reason: null,
  newToken: null,
  leaseUntil: null,
  stage: null,
  dueAt: null,
  lost: 0,
  maxAttempts: null,
}

/**
 * The guarded updates, one for each move of the table: a row moves only from a state the move allows, and a running
 * task only for the holder of its token. False: it did not move, because somebody else was first.
 */
export function createMoves(db: Db, tally: Pick<Tally, 'note'>) {
  const runs = prepare(db, runSql)
  const tasks = prepare(db, taskSql)
  const resume = db.prepare('UPDATE run SET retry_at = NULL WHERE number = ? AND retry_at IS NOT NULL')

  return {
    run: (move: Move, facts: RunFacts): boolean => runs[move].run({ ...noRunFacts, ...facts }).changes === 1,
    task(move: Move, facts: TaskFacts): boolean {
      const { queue, place, ...rest } = facts
      if (tasks[move].run({ ...noTaskFacts, ...rest }).changes !== 1) return false
      tally.note({ queue, from: place, to: placeAfter(move, facts) })
      return true
    },
    /** The next attempt of a run that waited between two has begun. */
    resumeRun: (run: number): void => void resume.run(run),
  }
}

function placeAfter(move: Move, { stage }: TaskFacts): Place | null {
  if (move === 'start') return 'running'
  return moves[move].to === 'queued' ? (stage ?? null) : null
}

const prepare = (db: Db, sql: (move: Move) => string): Record<Move, ReturnType<Db['prepare']>> =>
  Object.fromEntries((Object.keys(moves) as Move[]).map((move) => [move, db.prepare(sql(move))])) as Record<
    Move,
    ReturnType<Db['prepare']>
  >
