import type { Db } from './db.ts'

/** No piece of work of another run goes by it. */
const unused = 'NOT EXISTS (SELECT 1 FROM execution e WHERE e.result = result.number)'

/** Deleting what is older than anybody wants to keep. */
export function createRetention(db: Db) {
  const page = db.prepare(
    'SELECT number, created_at AS createdAt, ended_at AS endedAt FROM run WHERE number > ? ORDER BY number LIMIT ?',
  )
  const logsOf = db.prepare('SELECT a.log_path FROM attempt a JOIN task t ON t.seq = a.task WHERE t.run = ?').pluck()
  const deletes = [
    'DELETE FROM feed WHERE run = ?',
    'DELETE FROM execution WHERE run = ?',
    'DELETE FROM step WHERE run = ?',
    'DELETE FROM step_link WHERE run = ?',
    'DELETE FROM run_input WHERE run = ?',
    'DELETE FROM pipeline_run WHERE run = ?',
    `DELETE FROM output WHERE result IN (SELECT number FROM result WHERE run = ? AND ${unused})`,
    `DELETE FROM result WHERE run = ? AND ${unused}`,
    'DELETE FROM attempt WHERE task IN (SELECT seq FROM task WHERE run = ?)',
    'DELETE FROM task WHERE run = ?',
    'DELETE FROM event WHERE run = ?',
    'DELETE FROM flow_wait WHERE run = ?',
    'DELETE FROM flow_snapshot WHERE run = ?',
    'DELETE FROM flow_run WHERE run = ?',
    'DELETE FROM run WHERE number = ?',
  ].map((sql) => db.prepare(sql))

  /** Gives the paths of its logs. */
  function deleteRun(run: number): string[] {
    const paths = logsOf.all(run) as string[]
    for (const statement of deletes) statement.run(run)
    return paths
  }

  return {
    /**
     * The next runs behind `after`: those among them that ended before a moment, and the last of them; null when those
     * behind it are too young to have ended by then.
     */
    look(after: number, before: number, limit: number): { last: number | null; old: number[] } {
      const rows = page.all(after, limit) as { number: number; createdAt: number; endedAt: number | null }[]
      const goesOn = rows.length === limit && rows.some(({ createdAt }) => createdAt < before)
      return {
        last: goesOn ? (rows.at(-1)?.number ?? null) : null,
        old: rows.filter(({ endedAt }) => endedAt !== null && endedAt < before).map(({ number }) => number),
      }
    },
    deleteRun,
  }
}
