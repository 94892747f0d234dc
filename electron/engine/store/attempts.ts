import type { Attempt } from '../../../shared/model/run.ts'
import type { Reason } from '../../../shared/run-state.ts'
import type { Db } from './db.ts'

export type AttemptEnd = {
  id: string
  status: 'succeeded' | 'failed' | 'cancelled'
  reason: Reason | null
  error: string | null
  pid: number | null
  exitCode: number | null
  signal: string | null
  at: number
  droppedBytes: number
  leftBehind: number
}
export type AttemptLog = { id: string; number: number; logPath: string; ended: boolean }
type LogRow = { id: string; number: number; logPath: string; endedAt: number | null }

export type Attempts = ReturnType<typeof createAttempts>

export function createAttempts(db: Db) {
  const insert = db.prepare(
    `INSERT INTO attempt (id, task_id, number, status, started_at, log_path) VALUES (:id, :taskId, :number, 'running', :at, :logPath)`,
  )
  const setPid = db.prepare(`UPDATE attempt SET pid = :pid WHERE id = :id AND status = 'running'`)
  const end = db.prepare(
    `UPDATE attempt SET status = :status, reason = :reason, error = :error, exit_code = :exitCode, signal = :signal,
       pid = coalesce(:pid, pid), ended_at = :at, dropped_bytes = :droppedBytes, left_behind = :leftBehind
     WHERE id = :id AND status = 'running'`,
  )
  const ofTask = db.prepare(
    `SELECT id, number, status, reason, error, pid, exit_code AS exitCode, signal, started_at AS startedAt, ended_at AS endedAt,
       dropped_bytes AS droppedBytes, left_behind AS leftBehind
     FROM attempt WHERE task_id = ? ORDER BY number`,
  )
  const logs = db.prepare(
    `SELECT a.id, a.number, a.log_path AS logPath, a.ended_at AS endedAt FROM task t JOIN attempt a ON a.task_id = t.id
     WHERE t.run_id = :runId AND (:number IS NULL OR a.number = :number) ORDER BY a.number DESC LIMIT 1`,
  )
  const logPath = db.prepare('SELECT log_path FROM attempt WHERE id = ?').pluck()

  return {
    insert: (attempt: { id: string; taskId: string; number: number; at: number; logPath: string }): void =>
      void insert.run(attempt),
    setPid: (id: string, pid: number): boolean => setPid.run({ id, pid }).changes === 1,
    end: (facts: AttemptEnd): boolean => end.run(facts).changes === 1,
    ofTask: (taskId: string): Attempt[] => ofTask.all(taskId) as Attempt[],
    /** The log of one attempt of a run: the newest, or the one with that number. */
    log(runId: string, number: number | null): AttemptLog | null {
      const row = logs.get({ runId, number }) as LogRow | undefined
      return row ? { id: row.id, number: row.number, logPath: row.logPath, ended: row.endedAt !== null } : null
    },
    logPath: (id: string): string | null => (logPath.get(id) as string | undefined) ?? null,
  }
}
