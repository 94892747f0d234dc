import type { Db } from './db.ts'

/** Deleting what is older than anybody wants to keep. */
export function createRetention(db: Db) {
  const old = db.prepare('SELECT number FROM run WHERE ended_at < ? ORDER BY ended_at LIMIT ?').pluck()
  const logsOf = db.prepare('SELECT a.log_path FROM attempt a JOIN task t ON t.seq = a.task WHERE t.run = ?').pluck()
  const deletes = [
    'DELETE FROM attempt WHERE task IN (SELECT seq FROM task WHERE run = ?)',
    'DELETE FROM task WHERE run = ?',
    'DELETE FROM event WHERE run = ?',
    'DELETE FROM run WHERE number = ?',
  ].map((sql) => db.prepare(sql))

  /** Gives the paths of its logs. */
  function deleteRun(run: number): string[] {
    const paths = logsOf.all(run) as string[]
    for (const statement of deletes) statement.run(run)
    return paths
  }

  return {
    /** Gives the log paths of the deleted runs; null when there was nothing left to delete. */
    deleteEnded(before: number, limit: number): string[] | null {
      const runs = old.all(before, limit) as number[]
      return runs.length === 0 ? null : runs.flatMap(deleteRun)
    },
    deleteRun,
  }
}
