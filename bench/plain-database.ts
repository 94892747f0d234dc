import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'

/** A SQLite database with the engine's durability and nothing else, for peers and limits; removed afterwards. */
export async function withDatabase<T>(use: (db: Database.Database) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'localflow-bench-'))
  const db = new Database(join(folder, 'plain.db'))
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  try {
    return await use(db)
  } finally {
    if (db.open) db.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
