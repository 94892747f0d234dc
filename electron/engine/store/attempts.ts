import { isPrinted } from '../../../shared/model/last-line.ts'
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
  logBytes: number | null
}
/** `size`: of the log at the end of the attempt; null: not known. `printed`: something else says that there was output. */
export type AttemptLog = {
  id: string
  number: number
  logPath: string
  ended: boolean
  failed: boolean
  size: number | null
  printed: boolean
}
export type AttemptKey = { nodeKey: string; taskId: string; number: number; logPath: string }
/** The log of an attempt of a run; `nodeKey` is what its kind of run calls the task. */
export type LogOfRun = AttemptLog & { nodeKey: string; startedAt: number; endedAt: number | null }
type Begun = { startedAt: number; logPath: string; runner: number }
type LogRow = {
  id: string
  number: number
  logPath: string
  endedAt: number | null
  status: string
  printedError: string | null
  droppedBytes: number
  size: number | null
}

type RowOfRuns = LogRow & { run: number; task: number; nodeKey: string; startedAt: number }

const printed = (of: string): string =>
  `iif(${of}reason = 'exit-code', ${of}error, NULL) AS printedError, ${of}dropped_bytes AS droppedBytes, ${of}log_bytes AS size`

export type Attempts = ReturnType<typeof createAttempts>

/**
 * The attempts of tasks. `attempt` is a view: the newest attempt is a part of its task's row as long as it runs, and after a success of
 * which there is nothing more to say; the others have a row in `attempt_record`.
 */
export function createAttempts(db: Db) {
  const setPid = db.prepare(`UPDATE task SET pid = :pid WHERE seq = :task AND attempts = :number AND token = last_attempt`)
  const record = db.prepare(
    `INSERT INTO attempt_record (task, number, id, status, reason, error, pid, exit_code, signal, started_at, ended_at, log_path,
       dropped_bytes, left_behind, usage, log_bytes, runner)
     SELECT task, number, id, :status, :reason, :error, coalesce(:pid, pid), :exitCode, :signal, started_at, :at, log_path,
       :droppedBytes, :leftBehind, :usage, :logBytes, runner
     FROM attempt WHERE task = :task AND number = :number AND status = 'running'
     ON CONFLICT (task, number) DO UPDATE SET status = excluded.status, reason = excluded.reason, error = excluded.error,
       pid = excluded.pid, exit_code = excluded.exit_code, signal = excluded.signal, ended_at = excluded.ended_at,
       dropped_bytes = excluded.dropped_bytes, left_behind = excluded.left_behind, usage = excluded.usage,
       log_bytes = excluded.log_bytes`,
  )
  const leaveTask = db.prepare('UPDATE task SET last_attempt = NULL, runner = NULL, pid = NULL WHERE seq = ?')
  const ofTask = db.prepare(
    `SELECT id, number, status, reason, error, pid, exit_code AS exitCode, signal, started_at AS startedAt, ended_at AS endedAt,
       dropped_bytes AS droppedBytes, left_behind AS leftBehind, usage
     FROM attempt WHERE task = ? ORDER BY number`,
  )
  const keysOfRun = db.prepare(
    'SELECT t.node_key AS nodeKey, t.id AS taskId, a.number, a.log_path AS logPath FROM task t JOIN attempt a ON a.task = t.seq WHERE t.run = ?',
  )
  const logs = db.prepare(
    `SELECT a.id, a.number, a.log_path AS logPath, a.ended_at AS endedAt, a.status, ${printed('a.')} FROM task t JOIN attempt a ON a.task = t.seq
     WHERE t.run = (SELECT number FROM run WHERE id = :runId) AND (:number IS NULL OR a.number = :number)
     ORDER BY a.number DESC LIMIT 1`,
  )
  const logsOfTask = db.prepare(
    `SELECT a.id, a.number, a.log_path AS logPath, a.ended_at AS endedAt, a.status, ${printed('a.')} FROM task t JOIN attempt a ON a.task = t.seq
     WHERE t.id = :owner AND (:number IS NULL OR a.number = :number) ORDER BY a.number DESC LIMIT 1`,
  )
  const someTasks = db.prepare(
    'SELECT seq AS task, node_key AS nodeKey FROM task WHERE run = ? AND node_key > ? ORDER BY node_key LIMIT ?',
  )
  const everyLog = db.prepare(
    `SELECT id, number, log_path AS logPath, started_at AS startedAt, ended_at AS endedAt, status, ${printed('')}
     FROM attempt WHERE task = ? ORDER BY number`,
  )
  // Without an order: SQLite would read all attempts to sort a few.
  const ofRuns = db.prepare(
    `SELECT t.run, t.seq AS task, t.node_key AS nodeKey, a.id, a.number, a.log_path AS logPath, a.started_at AS startedAt,
       a.ended_at AS endedAt, a.status, ${printed('a.')}
     FROM json_each(:runs) j CROSS JOIN task t ON t.run = j.value CROSS JOIN attempt a ON a.task = t.seq LIMIT :limit`,
  )
  const begun = db.prepare(
    'SELECT started_at AS startedAt, log_path AS logPath, runner FROM attempt WHERE task = ? AND number = ?',
  )

  return {
    setPid: (attempt: { task: number; number: number; pid: number }): boolean => setPid.run(attempt).changes === 1,
    /** Ends an attempt in a row of its own, whatever there is to say of it. One that only succeeded ends with its task. */
    end(attempt: AttemptEnd): void {
      if (record.run({ ...attempt, usage: attempt.usage && JSON.stringify(attempt.usage) }).changes === 1)
        leaveTask.run(attempt.task)
    },
    ofTask: (task: number): Attempt[] =>
      (ofTask.all(task) as (Omit<Attempt, 'usage'> & { usage: string | null })[]).map((row) => ({
        ...row,
        usage: row.usage === null ? null : (JSON.parse(row.usage) as Usage),
      })),
    /** The paths of the logs of a run's attempts. */
    keysOfRun: (run: number): AttemptKey[] => keysOfRun.all(run) as AttemptKey[],
    /** The log of one attempt of a run, or of a task: the newest, or the one with that number. */
    log(owner: string, number: number | null): AttemptLog | null {
      const row = (logs.get({ runId: owner, number }) ?? logsOfTask.get({ owner, number })) as LogRow | undefined
      return row ? logOf(row) : null
    },
    /** The logs of up to `limit` tasks of a run after the key `after`, in the order in which the tasks were made; `last`: their last key. */
    logsOfRun(run: number, after: string, limit: number): { logs: LogOfRun[]; last: string | null } {
      const tasks = someTasks.all(run, after, limit) as { task: number; nodeKey: string }[]
      const logs = tasks
        .toSorted((a, b) => a.task - b.task)
        .flatMap(({ task, nodeKey }) =>
          (everyLog.all(task) as (LogRow & { startedAt: number })[]).map((row) => logOfRun(row, nodeKey)),
        )
      return { logs, last: tasks.at(-1)?.nodeKey ?? null }
    },
    /** The logs of several runs, of each in the order in which its tasks were made; null if there are more than `limit`. */
    logsOfRuns(runs: number[], limit: number): Map<number, LogOfRun[]> | null {
      const rows = ofRuns.all({ runs: JSON.stringify(runs), limit: limit + 1 }) as RowOfRuns[]
      if (rows.length > limit) return null
      const sorted = rows.sort((a, b) => a.run - b.run || a.task - b.task || a.number - b.number)
      const byRun = Map.groupBy(sorted, ({ run }) => run)
      return new Map(runs.map((run) => [run, (byRun.get(run) ?? []).map(({ nodeKey, ...row }) => logOfRun(row, nodeKey))]))
    },
    begun: (task: number, number: number): Begun | null => (begun.get(task, number) as Begun | undefined) ?? null,
  }
}

const logOf = ({ endedAt, status, printedError, droppedBytes, ...log }: LogRow): AttemptLog => ({
  ...log,
  ended: endedAt !== null,
  failed: status === 'failed',
  printed: droppedBytes > 0 || (printedError !== null && isPrinted(printedError)),
})

const logOfRun = ({ startedAt, ...row }: LogRow & { startedAt: number }, nodeKey: string): LogOfRun => ({
  ...logOf(row),
  ...{ nodeKey, startedAt, endedAt: row.endedAt },
})
