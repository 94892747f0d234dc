import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'

export type TaskRow = {
  seq: number
  id: string
  run: number
  status: string
  reason: string | null
  /** The error of its newest attempt. */
  error: string | null
  /** Its own, or that of the job's version that its run executes. */
  spec: string
}
export type AttemptRow = {
  task: number
  taskId: string
  number: number
  status: string
  reason: string | null
  logPath: string
  droppedBytes: number
}
export type RunRow = { number: number; id: string; status: string; isJob: 0 | 1 }
export type EventRow = { run: number; type: string }

export type Contents = {
  /** Each line that SQLite complains with. */
  damage: string[]
  runs: Map<number, RunRow>
  tasks: Map<string, TaskRow>
  attempts: AttemptRow[]
  events: EventRow[]
  keys: Set<string>
}

export const endedStates = ['succeeded', 'failed', 'cancelled', 'skipped']

/** Reads a copy: SQLite cannot resolve /proc/PID/root, and would leave files next to the original. */
export function readDatabase<T>(data: string, read: (db: Database.Database) => T): T {
  const copy = mkdtempSync(join(tmpdir(), 'localflow-copy-'))
  for (const name of ['localflow.db', 'localflow.db-wal'])
    if (existsSync(join(data, name))) copyFileSync(join(data, name), join(copy, name))
  const db = new Database(join(copy, 'localflow.db'))
  try {
    return read(db)
  } finally {
    db.close()
    rmSync(copy, { recursive: true, force: true })
  }
}

export const readContents = (data: string): Contents => readDatabase(data, contentsOf)

export function contentsOf(db: Database.Database): Contents {
  const all = <T>(sql: string): T[] => db.prepare(sql).all() as T[]
  const runs = all<RunRow>(`SELECT number, id, status, kind = 'job' AS isJob FROM run`)
  const tasks = all<TaskRow>(
    `SELECT t.seq, t.id, t.run, t.status, t.reason, a.error, coalesce(t.spec, v.spec, '') AS spec
     FROM task t LEFT JOIN run r ON r.number = t.run
     LEFT JOIN job_version v ON v.job_id = r.job_id AND v.version = r.job_version
     LEFT JOIN attempt a ON a.task = t.seq AND a.number = (SELECT max(number) FROM attempt WHERE task = t.seq)`,
  )
  return {
    damage: [...(db.pragma('integrity_check') as object[]), ...(db.pragma('foreign_key_check') as object[])]
      .map((line) => JSON.stringify(line))
      .filter((line) => line !== '{"integrity_check":"ok"}'),
    runs: new Map(runs.map((run) => [run.number, run])),
    tasks: new Map(tasks.map((task) => [task.id, task])),
    attempts: all(
      `SELECT a.task, t.id AS taskId, a.number, a.status, a.reason, a.log_path AS logPath, a.dropped_bytes AS droppedBytes
       FROM attempt a JOIN task t ON t.seq = a.task ORDER BY a.task, a.number`,
    ),
    events: all('SELECT run, type FROM event WHERE run IS NOT NULL ORDER BY seq'),
    keys: new Set(all<{ key: string }>('SELECT key FROM idempotency').map(({ key }) => key)),
  }
}

/** How many attempts there were, and how many of them a crash stopped. */
export function countAttempts(data: string): { attempts: number; lostAttempts: number } {
  const { attempts } = readContents(data)
  return { attempts: attempts.length, lostAttempts: attempts.filter(({ reason }) => reason === 'lost').length }
}

/** Stopped three times in a row by a crash, and not retried because of that. */
export const isQuarantined = ({ status, reason }: TaskRow, attempts: AttemptRow[]): boolean =>
  status === 'failed' && reason === 'lost' && attempts.length >= 3 && attempts.slice(-3).every((one) => one.reason === 'lost')

/** These tasks, except those that succeeded: how many, by their state and error. */
export function unsuccessful({ tasks }: Contents, ids: string[]): string[] {
  const kinds = ids.flatMap((id) => {
    const task = tasks.get(id)
    return task?.status === 'succeeded' ? [] : [`${task?.status}, ${task?.reason}: ${task?.error}`]
  })
  return [...Map.groupBy(kinds, (kind) => kind)].map(([kind, all]) => `${all.length} ${kind}`)
}
