import type { Spec } from '../../../shared/model/job.ts'
import type { Reason, State } from '../../../shared/run-state.ts'
import type { Db } from './db.ts'

export type Task = {
  id: string
  runId: string
  nodeKey: string
  status: State
  reason: Reason | null
  token: string | null
  stopAsked: number | null
  attempts: number
}

/** A task with all that an executor needs to know of it. */
export type Work = {
  taskId: string
  runId: string
  number: number
  jobId: string | null
  title: string
  attempts: number
  spec: Spec
}
type WorkRow = Omit<Work, 'spec'> & { spec: string }

export type Tasks = ReturnType<typeof createTasks>

const columns = 'id, run_id AS runId, node_key AS nodeKey, status, reason, token, stop_asked AS stopAsked, attempts'
const work = `SELECT t.id AS taskId, t.run_id AS runId, r.number, r.job_id AS jobId, r.title, t.attempts, coalesce(t.spec, v.spec) AS spec
  FROM task t JOIN run r ON r.id = t.run_id
  LEFT JOIN job_version v ON v.job_id = r.job_id AND v.version = r.job_version`

export function createTasks(db: Db) {
  const insert = db.prepare(
    `INSERT INTO task (id, run_id, node_key, spec, status, created_at) VALUES (:id, :runId, :nodeKey, :spec, 'queued', :now)`,
  )
  const byId = db.prepare(`SELECT ${columns} FROM task WHERE id = ?`)
  const ofRun = db.prepare(`SELECT ${columns} FROM task WHERE run_id = ? ORDER BY seq`)
  const waiting = db.prepare(`${work} WHERE t.status = 'queued' ORDER BY t.seq LIMIT ?`)
  const running = db.prepare(`SELECT ${columns} FROM task WHERE status = 'running' ORDER BY seq`)
  const workOf = db.prepare(`${work} WHERE t.id = ?`)
  const specOf = db.prepare('SELECT spec FROM task WHERE run_id = ? ORDER BY seq LIMIT 1').pluck()
  const askStop = db.prepare(`UPDATE task SET stop_asked = :now WHERE id = :id AND status = 'running' AND stop_asked IS NULL`)

  const fromRow = (row: WorkRow): Work => ({ ...row, spec: JSON.parse(row.spec) as Spec })

  return {
    insert: (task: { id: string; runId: string; nodeKey: string; spec: Spec | null; now: number }): void =>
      void insert.run({ ...task, spec: task.spec && JSON.stringify(task.spec) }),
    get: (id: string): Task | null => (byId.get(id) as Task | undefined) ?? null,
    ofRun: (runId: string): Task[] => ofRun.all(runId) as Task[],
    waiting: (limit: number): Work[] => (waiting.all(limit) as WorkRow[]).map(fromRow),
    running: (): Task[] => running.all() as Task[],
    work: (taskId: string): Work => fromRow(workOf.get(taskId) as WorkRow),
    /** What a run without a job executed. */
    adHocSpec: (runId: string): Spec => JSON.parse(specOf.get(runId) as string) as Spec,
    /** False: it was not running, or somebody asked before. */
    askStop: (id: string, now: number): boolean => askStop.run({ id, now }).changes === 1,
  }
}
