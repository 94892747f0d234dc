import type { Usage } from '../../../shared/model/run.ts'
import { endedStates, type Move, moves, type Reason, type Stage, type State } from '../../../shared/run-state.ts'
import type { Asks } from './asks.ts'
import type { Db } from './db.ts'
import type { Place, Tally } from './tally.ts'

export type RunFacts = {
  run: number
  at: number
  reason?: Reason | null
  error?: string | null
  exitCode?: number | null
  signal?: string | null
  /** For `start`: the event that it follows, if it is not an event itself. */
  startSeq?: number | null
  /** For `retry`: when the next attempt starts. */
  retryAt?: number | null
}

export type TaskFacts = {
  task: number
  queue: string
  /** The previous stage of the task, unless it had ended. */
  place: Place | null
  at: number
  /** The token of its holder; a task that does not run has none. */
  token?: string | null
  reason?: Reason | null
  /** For `start`: its token, its runner, and the end of the lease. */
  newToken?: string
  runner?: number
  leaseUntil?: number
  /** For `retry` and `reopen`: the next stage. */
  stage?: Stage
  dueAt?: number
  /** For `retry`: how often in a row it was interrupted. */
  lost?: number
  /** For `reopen`: how many attempts it has from now on. */
  maxAttempts?: number
  /** For `succeed`: the result, if it is stored. */
  result?: unknown
  /** For `succeed`: the process, if there was one, and if the attempt has no row of its own that says it. */
  process?: { pid: number | null; exitCode: number | null; usage: Usage | null; logBytes: number | null } | null
}

export type Moves = ReturnType<typeof createMoves>

const fromOf = (move: Move): string => moves[move].from.map((state) => `'${state}'`).join(', ')
const guarded = (move: Move): string => `status IN (${fromOf(move)})`

const isEnded = (state: State): boolean => (endedStates as readonly State[]).includes(state)

const jsonOrNull = (value: unknown): string | null => (value == null ? null : JSON.stringify(value))

type Values = (string | number | null)[]

/** A statement, and the facts it takes in the order of its question marks. */
type Prepared<F> = { sql: string; values: (facts: F) => Values }

function runMove(move: Move): Prepared<RunFacts> {
  switch (move) {
    case 'start':
      return {
        sql: `UPDATE run SET status = 'running', started_at = ?, start_seq = coalesce(?, start_seq)
          WHERE number = ? AND ${guarded(move)}`,
        values: ({ at, startSeq = null, run }) => [at, startSeq, run],
      }
    case 'retry':
      return {
        sql: `UPDATE run SET retry_at = ?, error = ? WHERE number = ? AND ${guarded(move)}`,
        values: ({ retryAt = null, error = null, run }) => [retryAt, error, run],
      }
    case 'reopen':
      return {
        sql: `UPDATE run SET status = 'queued', reason = NULL, error = NULL, exit_code = NULL, signal = NULL, started_at = NULL,
          ended_at = NULL, queued_at = ? WHERE number = ? AND ${guarded(move)}`,
        values: ({ at, run }) => [at, run],
      }
    default:
      return {
        sql: `UPDATE run SET status = '${moves[move].to}', reason = ?, error = ?, exit_code = ?, signal = ?, ended_at = ?,
          retry_at = NULL WHERE number = ? AND ${guarded(move)}`,
        values: ({ reason = null, error = null, exitCode = null, signal = null, at, run }) => [
          reason,
          error,
          exitCode,
          signal,
          at,
          run,
        ],
      }
  }
}

function taskMove(move: Move): Prepared<TaskFacts> {
  switch (move) {
    case 'start':
      return {
        sql: `UPDATE task SET status = 'running', stage = NULL, token = ?, last_attempt = ?, runner = ?, lease_until = ?,
          attempts = attempts + 1 WHERE seq = ? AND ${guarded(move)}`,
        values: ({ newToken = null, runner = 1, leaseUntil = null, task }) => [newToken, newToken, runner, leaseUntil, task],
      }
    case 'retry':
      return {
        sql: `UPDATE task SET status = 'queued', stage = ?, due_at = ?, token = NULL, lease_until = NULL, stop_asked = NULL,
          stop_reason = NULL, lost = ? WHERE seq = ? AND ${guarded(move)} AND token = ?`,
        values: ({ stage = null, dueAt = null, lost = 0, task, token = null }) => [stage, dueAt, lost, task, token],
      }
    case 'reopen':
      return {
        sql: `UPDATE task SET status = 'queued', stage = ?, due_at = ?, reason = NULL, ended_at = NULL, lost = 0,
          stop_asked = NULL, stop_reason = NULL, result = NULL, max_attempts = ? WHERE seq = ? AND ${guarded(move)}`,
        values: ({ stage = null, dueAt = null, maxAttempts = null, task }) => [stage, dueAt, maxAttempts, task],
      }
    case 'succeed':
      return {
        sql: `UPDATE task SET status = 'succeeded', stage = NULL, token = NULL, lease_until = NULL, ended_at = ?, result = ?,
          pid = coalesce(?, pid), exit_code = ?, usage = ?, log_bytes = ? WHERE seq = ? AND ${guarded(move)} AND token = ?`,
        values: ({ at, result, process, task, token = null }) => [
          at,
          jsonOrNull(result),
          process?.pid ?? null,
          process?.exitCode ?? null,
          jsonOrNull(process?.usage),
          process?.logBytes ?? null,
          task,
          token,
        ],
      }
    default:
      return {
        sql: `UPDATE task SET status = '${moves[move].to}', stage = NULL, reason = ?, token = NULL, lease_until = NULL,
          ended_at = ? WHERE seq = ? AND ${guarded(move)} AND token IS ?`,
        values: ({ reason = null, at, task, token = null }) => [reason, at, task, token],
      }
  }
}

/**
 * The guarded updates, one for each move of the table: a row moves only from a state the move allows, and a running task
 * only for the holder of its token. False: it did not move, because another caller was first.
 */
export function createMoves(db: Db, tally: Pick<Tally, 'note'>, asks: Pick<Asks, 'wake'>) {
  const runs = prepare(db, runMove)
  const tasks = prepare(db, taskMove)
  const among = '(SELECT value FROM json_each(?))'
  const endRuns = db
    .prepare(
      `UPDATE run SET status = ?, reason = ?, ended_at = ? WHERE number IN ${among} AND status = 'queued' RETURNING number`,
    )
    .pluck()
  const placesOf = db.prepare(`SELECT queue, stage FROM task WHERE run IN ${among} AND status = 'queued'`)
  const endTasks = db.prepare(
    `UPDATE task SET status = ?, stage = NULL, reason = ?, ended_at = ? WHERE run IN ${among} AND status = 'queued'`,
  )
  const become = db.prepare(`UPDATE run SET kind = ? WHERE number = ? AND kind = 'job' AND status = 'running'`)
  const resume = db.prepare('UPDATE run SET retry_at = NULL WHERE number = ? AND retry_at IS NOT NULL')

  /** Another run may wait for this one to end (a database trigger records that), and so may a backfill. */
  function wakeAfterEnd(): void {
    asks.wake('run waits')
    asks.wake('backfills')
  }

  return {
    run(move: Move, facts: RunFacts): boolean {
      if (!runs[move](facts)) return false
      if (isEnded(moves[move].to)) wakeAfterEnd()
      return true
    },
    task(move: Move, facts: TaskFacts): boolean {
      if (!tasks[move](facts)) return false
      tally.note({ queue: facts.queue, from: facts.place, to: placeAfter(move, facts) })
      return true
    },
    /** For many runs at once, and their tasks. Returns those that had not started. */
    endQueued(move: 'withdraw' | 'skip', reason: Reason, runs: number[], at: number): Set<number> {
      const { to } = moves[move]
      const moved = endRuns.all(to, reason, at, JSON.stringify(runs)) as number[]
      const list = JSON.stringify(moved)
      for (const { queue, stage } of placesOf.all(list) as { queue: string; stage: Place }[])
        tally.note({ queue, from: stage, to: null })
      endTasks.run(to, reason, at, list)
      if (moved.length > 0) wakeAfterEnd()
      return new Set(moved)
    },
    /** The only change of kind: the job's own task has succeeded, and its body is a flow. */
    /** The run of a job goes on as one of its flow or pipeline. */
    become: (run: number, kind: 'flow' | 'pipeline'): boolean => become.run(kind, run).changes === 1,
    /** The next attempt of a run that waited between two has started. */
    resumeRun: (run: number): void => void resume.run(run),
  }
}

function placeAfter(move: Move, { stage }: TaskFacts): Place | null {
  if (move === 'start') return 'running'
  return moves[move].to === 'queued' ? (stage ?? null) : null
}

function prepare<F>(db: Db, of: (move: Move) => Prepared<F>): Record<Move, (facts: F) => boolean> {
  const entries = (Object.keys(moves) as Move[]).map((move) => {
    const { sql, values } = of(move)
    const statement = db.prepare(sql)
    return [move, (facts: F): boolean => statement.run(...values(facts)).changes === 1] as const
  })
  return Object.fromEntries(entries) as Record<Move, (facts: F) => boolean>
}
