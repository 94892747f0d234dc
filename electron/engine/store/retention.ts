import type { Db } from './db.ts'

/** No execution of another run uses it. */
const unused = 'NOT EXISTS (SELECT 1 FROM execution e WHERE e.result = result.number)'

/** Deletes the rows of a run, rows with references first. */
const rowsOfRun = [
  // A hook that has not ended tells no deleted run of its end.
  'UPDATE run SET parent = NULL, parent_step = NULL WHERE parent = ? AND ended_at IS NULL',
  'DELETE FROM feed WHERE run = ?',
  'DELETE FROM execution WHERE run = ?',
  'DELETE FROM step WHERE run = ?',
  'DELETE FROM step_link WHERE run = ?',
  'DELETE FROM run_input WHERE run = ?',
  'DELETE FROM pipeline_run WHERE run = ?',
  `DELETE FROM output WHERE result IN (SELECT number FROM result WHERE run = ? AND ${unused})`,
  `DELETE FROM result WHERE run = ? AND ${unused}`,
  'DELETE FROM attempt_record WHERE task IN (SELECT seq FROM task WHERE run = ?)',
  'DELETE FROM task WHERE run = ?',
  'DELETE FROM event WHERE run = ?',
  'DELETE FROM run_wait WHERE run = ?',
  'DELETE FROM flow_snapshot WHERE run = ?',
  'DELETE FROM flow_run WHERE run = ?',
  'DELETE FROM run_origin WHERE run = ?',
  'DELETE FROM worker_run WHERE run = ?',
  'DELETE FROM run WHERE number = ?',
]

type LookedAt = { number: number; createdAt: number; endedAt: number | null; pinnedAt: number | null }

/** Deletes rows that are older than the retention time. */
export function createRetention(db: Db, forgetHistory: (run: number) => void) {
  const page = db.prepare(
    'SELECT number, created_at AS createdAt, ended_at AS endedAt, pinned_at AS pinnedAt FROM run WHERE number > ? ORDER BY number LIMIT ?',
  )
  const logsOf = db.prepare('SELECT a.log_path FROM attempt a JOIN task t ON t.seq = a.task WHERE t.run = ?').pluck()
  const deletes = rowsOfRun.map((sql) => db.prepare(sql))
  const many = db
    .prepare(
      `SELECT :most < (SELECT count(*) FROM (SELECT 1 FROM task WHERE run = :run LIMIT :most + 1))
         OR :most < (SELECT count(*) FROM (SELECT 1 FROM execution WHERE run = :run LIMIT :most + 1))
         OR :most < (SELECT total(files) FROM result WHERE run = :run)`,
    )
    .pluck()
  const deleteExecutions = db.prepare(
    'DELETE FROM execution WHERE number IN (SELECT number FROM execution WHERE run = ? ORDER BY step, nth LIMIT ?)',
  )
  const nextResult = db
    .prepare(`SELECT number FROM result WHERE run = ? AND number > ? AND ${unused} ORDER BY number LIMIT 1`)
    .pluck()
  const deleteOutputs = db.prepare(
    'DELETE FROM output WHERE result = :result AND name IN (SELECT name FROM output WHERE result = :result ORDER BY name LIMIT :most)',
  )
  const deleteResult = db.prepare('DELETE FROM result WHERE number = ?')
  const setPartial = db.prepare('UPDATE result SET whole = 0 WHERE number = ?')
  const someTasks = db.prepare('SELECT seq FROM task WHERE run = ? ORDER BY node_key LIMIT ?').pluck()
  const logsOfTask = db.prepare('SELECT log_path FROM attempt WHERE task = ?').pluck()
  const deleteAttempts = db.prepare('DELETE FROM attempt_record WHERE task = ?')
  const deleteTask = db.prepare('DELETE FROM task WHERE seq = ?')

  /** Returns the paths of its logs. */
  function deleteRun(run: number): string[] {
    const paths = logsOf.all(run) as string[]
    forgetHistory(run)
    for (const statement of deletes) statement.run(run)
    return paths
  }

  return {
    /**
     * The next runs after `after`: those among them that ended before a time and are not pinned, and the last of them; null if the next ones
     * are too young to have ended by then.
     */
    look(after: number, before: number, limit: number): { last: number | null; old: number[] } {
      const rows = page.all(after, limit) as LookedAt[]
      const goesOn = rows.length === limit && rows.some(({ createdAt }) => createdAt < before)
      return {
        last: goesOn ? (rows.at(-1)?.number ?? null) : null,
        old: rows
          .filter(({ endedAt, pinnedAt }) => endedAt !== null && endedAt < before && pinnedAt === null)
          .map(({ number }) => number),
      }
    },
    deleteRun,
    /** The run is larger than one write should delete. */
    isLarge: (run: number, most: number): boolean => many.get({ run, most }) === 1,
    /** Executions of a run of a pipeline. Returns how many were deleted. */
    deleteExecutions: (run: number, most: number): number => deleteExecutions.run(run, most).changes,
    /**
     * Results after `after` that no other run uses, with the names of their files. Returns where to continue; null: those
     * were all.
     */
    deleteResults(run: number, after: number, most: number): number | null {
      let behind = after
      for (let left = most; left > 0; ) {
        const result = nextResult.get(run, behind) as number | undefined
        if (result === undefined) return null
        const { changes } = deleteOutputs.run({ result, most: left })
        if (changes < left) {
          deleteResult.run(result)
          behind = result
        } else {
          // It must not be reused any more: some of its names are gone.
          setPartial.run(result)
        }
        left -= changes + 1
      }
      return behind
    },
    /** Tasks of a run with many. Returns how many were deleted, and the paths of their logs. */
    deleteTasks(run: number, most: number): { count: number; paths: string[] } {
      const tasks = someTasks.all(run, most) as number[]
      const paths = tasks.flatMap((task) => logsOfTask.all(task) as string[])
      for (const task of tasks) {
        deleteAttempts.run(task)
        deleteTask.run(task)
      }
      return { count: tasks.length, paths }
    },
  }
}
