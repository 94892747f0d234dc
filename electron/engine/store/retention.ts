import type { Db } from './db.ts'

/** Deleting what is older than anybody wants to keep. */
export function createRetention(db: Db) {
  const old = db.prepare('SELECT id FROM run WHERE ended_at < ? ORDER BY ended_at LIMIT ?').pluck()
  const logsOf = db.prepare('SELECT a.log_path FROM attempt a JOIN task t ON t.id = a.task_id WHERE t.run_id = ?').pluck()
  const deletes = [
    'DELETE FROM attempt WHERE task_id IN (SELECT id FROM task WHERE run_id = ?)',
    'DELETE FROM task WHERE run_id = ?',
    `DELETE FROM event WHERE noun = 'run' AND id = ?`,
    'DELETE FROM run WHERE id = ?',
  ].map((sql) => db.prepare(sql))

  return {
    /** Gives the log paths of the deleted runs; null when there was nothing left to delete. */
    deleteEnded(before: number, limit: number): string[] | null {
      const ids = old.all(before, limit) as string[]
      if (ids.length === 0) return null
      return ids.flatMap((id) => {
        const paths = logsOf.all(id) as string[]
        for (const statement of deletes) statement.run(id)
        return paths
      })
    },
  }
}
