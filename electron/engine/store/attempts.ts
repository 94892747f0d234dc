import type { Attempt, Usage } from '../../../shared/model/run.ts'
import type { Reason } from '../../../shared/run-state.ts'
import type { Db } from './db.ts'

export type AttemptEnd = {
  task: number
  number: number
  status: 'succeeded' | 'failed' | 'cancelled'
  reason: Reason | null
  error: string | null
  pid: number | null
  exitCode: number | null
  signal: string | null
  at: number
  droppedBytes: number
  leftBehind: number
  usage: Usage | null
}
export type AttemptLog = { id: string; number: number; logPath: string; ended: boolean }
export type AttemptKey = { nodeKey: string; taskId: string; number: number; logPath: string }
type Begun = { startedAt: number; logPath: string; runner: number }
type LogRow = { id: string; number: number; logPath: string; endedAt: number | null }

export type Attempts = ReturnType<typeof createAttempts>

export function createAttempts(db: Db) {
  const insert = db.prepare(
    `INSERT INTO attempt (task, number, id, status, started_at, log_path, runner) VALUES (?, ?, ?, 'running', ?, ?, ?)`,
  )
  const setPid = db.prepare(`UPDATE attempt SET pid = :pid WHERE task = :task AND number = :number AND status = 'running'`)
  const end = db.prepare(
    `UPDATE attempt SET status = ?, reason = ?, error = ?, exit_code = ?, signal = ?, pid = coalesce(?, pid), ended_at = ?,
       dropped_bytes = ?, left_behind = ?, usage = ? WHERE task = ? AND number = ? AND status = 'running'`,
  )
  const ofTask = db.prepare(
    `SELECT id, number, status, reason, error, pid, exit_code AS exitCode, signal, started_at AS startedAt, ended_at AS endedAt,
       dropped_bytes AS droppedBytes, left_behind AS leftBehind, usage
     FROM attempt WHERE task = ? ORDER BY number`,
  )
  const keysOfRun = db.prepare(
    'SELECT t.node_key AS nodeKey, t.id AS taskId, a.number, a.log_path AS logPath FROM task t JOIN attempt a ON a.task = t.seq WHERE t.run = ?',
  )
  const logs = db.prepare(
    `SELECT a.id, a.number, a.log_path AS logPath, a.ended_at AS endedAt
     FROM run r JOIN task t ON t.run = r.number JOIN attempt a ON a.task = t.seq
     WHERE r.id = :runId AND (:number IS NULL OR a.number = :number) ORDER BY a.number DESC LIMIT 1`,
  )
  const logsOfTask = db.prepare(
    `SELECT a.id, a.number, a.log_path AS logPath, a.ended_at AS endedAt FROM task t JOIN attempt a ON a.task = t.seq
     WHERE t.id = :owner AND (:number IS NULL OR a.number = :number) ORDER BY a.number DESC LIMIT 1`,
  )
  const begun = db.prepare(
    'SELECT started_at AS startedAt, log_path AS logPath, runner FROM attempt WHERE task = ? AND number = ?',
  )

  return {
    insert: (attempt: { task: number; number: number; id: string; at: number; logPath: string; runner: number }): void =>
      void insert.run(attempt.task, attempt.number, attempt.id, attempt.at, attempt.logPath, attempt.runner),
    setPid: (attempt: { task: number; number: number; pid: number }): boolean => setPid.run(attempt).changes === 1,
    end: ({
      task,
      number,
      status,
      reason,
      error,
      exitCode,
      signal,
      pid,
      at,
      droppedBytes,
      leftBehind,
      usage,
    }: AttemptEnd): boolean =>
      end.run(
        status,
        reason,
        error,
        exitCode,
        signal,
        pid,
        at,
        droppedBytes,
        leftBehind,
        usage && JSON.stringify(usage),
        task,
        number,
      ).changes === 1,
    ofTask: (task: number): Attempt[] =>
      (ofTask.all(task) as (Omit<Attempt, 'usage'> & { usage: string | null })[]).map((row) => ({
        ...row,
        usage: row.usage === null ? null : (JSON.parse(row.usage) as Usage),
      })),
    /** Where the log of each attempt of a run is. */
    keysOfRun: (run: number): AttemptKey[] => keysOfRun.all(run) as AttemptKey[],
    /** The log of one attempt of a run, or of a task: the newest, or the one with that number. */
    log(owner: string, number: number | null): AttemptLog | null {
      const row = (logs.get({ runId: owner, number }) ?? logsOfTask.get({ owner, number })) as LogRow | undefined
      return row ? { id: row.id, number: row.number, logPath: row.logPath, ended: row.endedAt !== null } : null
    },
    begun: (task: number, number: number): Begun | null => (begun.get(task, number) as Begun | undefined) ?? null,
  }
}
