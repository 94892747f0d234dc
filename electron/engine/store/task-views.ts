import type { Task } from '../../../shared/model/task.ts'
import type { Db } from './db.ts'

type Row = Omit<Task, 'result'> & { result: string | null }

export type TaskViews = ReturnType<typeof createTaskViews>

/** Tasks for display and for programs, with their run. */
export function createTaskViews(db: Db) {
  const select = (
    result: string,
  ) => `SELECT t.id, t.type, r.title, r.id AS runId, r.number AS runNumber, r.job_id AS jobId, t.status, t.reason,
      t.stage, t.queue, t.priority, t.due_at AS runAt, t.attempts, t.max_attempts AS maxAttempts, ${result} AS result, r.error,
      t.created_at AS createdAt, r.started_at AS startedAt, t.ended_at AS endedAt
    FROM task t JOIN run r ON r.number = t.run`
  const byId = db.prepare(`${select('t.result')} WHERE t.id = ?`)
  const bySeq = db.prepare(`${select('t.result')} WHERE t.seq = ?`)
  const brief = db.prepare(`${select('NULL')} WHERE t.seq = ?`)

  const one = (row: unknown): Task | null => (row === undefined ? null : fromRow(row as Row))
  return {
    find: (id: string): Task | null => one(byId.get(id)),
    get: (seq: number): Task | null => one(bySeq.get(seq)),
    /** Without its result, which may be large. */
    brief: (seq: number): Task | null => one(brief.get(seq)),
  }
}

const fromRow = ({ result, ...row }: Row): Task => ({
  ...row,
  result: result === null ? null : JSON.parse(result),
  error: row.status === 'succeeded' ? null : row.error,
})
