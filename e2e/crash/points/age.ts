import { existsSync, readdirSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'

const longAgoMs = 60 * 24 * 3_600_000

/**
 * Makes the data of a stopped LocalFlow old: its backups and scripts, its first ended run of a task, a run of a pipeline, and a
 * key. Gives the ids of what LocalFlow may delete now.
 */
export function age(data: string): { tasks: string[]; pipelineRuns: string[] } {
  const longAgo = Date.now() - longAgoMs
  for (const folder of ['backups', 'scripts'])
    for (const name of namesIn(join(data, folder))) utimesSync(join(data, folder, name), longAgo / 1_000, longAgo / 1_000)
  const db = new Database(join(data, 'localflow.db'))
  try {
    const run = db
      .prepare(`SELECT min(number) FROM run WHERE status = 'succeeded' AND kind = 'job' AND parent IS NULL`)
      .pluck()
      .get() as number
    const ofPipelines = db.prepare('SELECT run FROM pipeline_run WHERE forced = 1').pluck().all() as number[]
    const setOld = db.prepare('UPDATE run SET created_at = ?, started_at = ?, ended_at = ? WHERE number = ?')
    for (const number of [run, ...ofPipelines]) setOld.run(longAgo, longAgo, longAgo, number)
    db.prepare(`UPDATE idempotency SET expires_at = 1 WHERE key = 'the same'`).run()
    const idOf = db.prepare('SELECT id FROM run WHERE number = ?').pluck()
    return {
      tasks: db.prepare('SELECT id FROM task WHERE run = ?').pluck().all(run) as string[],
      pipelineRuns: ofPipelines.map((number) => idOf.get(number) as string),
    }
  } finally {
    db.close()
  }
}

/** A slow machine may have no folder for backups yet. */
const namesIn = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder) : [])
