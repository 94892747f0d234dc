import { type Move, moves, type Reason } from '../../../shared/run-state.ts'
import type { Db } from './db.ts'

export type MoveFacts = {
  id: string
  at: number
  /** For a task: the token its holder has; a queued task has none. */
  token?: string | null
  /** For `start` of a task: the token it gets. */
  newToken?: string
  reason?: Reason | null
  error?: string | null
  exitCode?: number | null
  signal?: string | null
}

export type Moves = ReturnType<typeof createMoves>

/**
 * The guarded updates, one for each move of the table: a row moves only from a state the move allows, and a running
 * task only for the holder of its token. False: it did not move, because somebody else was first.
 */
export function createMoves(db: Db) {
  const runs = prepare(db, (move) =>
    move === 'start'
      ? `UPDATE run SET status = 'running', started_at = :at WHERE id = :id AND status IN (${fromOf(move)})`
      : `UPDATE run SET status = '${moves[move].to}', reason = :reason, error = :error, exit_code = :exitCode, signal = :signal, ended_at = :at
         WHERE id = :id AND status IN (${fromOf(move)})`,
  )
  const tasks = prepare(db, (move) =>
    move === 'start'
      ? `UPDATE task SET status = 'running', token = :newToken, attempts = attempts + 1 WHERE id = :id AND status IN (${fromOf(move)})`
      : `UPDATE task SET status = '${moves[move].to}', reason = :reason, token = NULL, ended_at = :at
         WHERE id = :id AND status IN (${fromOf(move)}) AND token IS :token`,
  )
  const apply = (statements: Record<Move, ReturnType<Db['prepare']>>, move: Move, facts: MoveFacts): boolean =>
    statements[move].run({ token: null, newToken: null, reason: null, error: null, exitCode: null, signal: null, ...facts })
      .changes === 1

  return {
    run: (move: Move, facts: MoveFacts): boolean => apply(runs, move, facts),
    task: (move: Move, facts: MoveFacts): boolean => apply(tasks, move, facts),
  }
}

const fromOf = (move: Move): string => moves[move].from.map((state) => `'${state}'`).join(', ')

const prepare = (db: Db, sql: (move: Move) => string): Record<Move, ReturnType<Db['prepare']>> =>
  Object.fromEntries((Object.keys(moves) as Move[]).map((move) => [move, db.prepare(sql(move))])) as Record<
    Move,
    ReturnType<Db['prepare']>
  >
