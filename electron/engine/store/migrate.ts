import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import { backUpNow, newBackup } from './backup.ts'
import type { Db } from './db.ts'

type Migration = { number: number; name: string; sql: string }

/**
 * Brings the database to this release's schema: each step in a transaction of its own, after a backup of what was
 * there. A database from a newer release is refused before anything is written.
 */
export function migrate(db: Db, migrationsFolder: string, backupFolder: string, now: number): void {
  const known = readMigrations(migrationsFolder)
  const newest = known.at(-1)?.number ?? 0
  const version = Number(db.pragma('user_version', { simple: true }))
  if (version > newest) {
    throw new AppError(
      'conflict',
      `Could not open the database: a newer LocalFlow wrote it (schema ${version}; this release supports ${newest}). ` +
        `Nothing was changed. Install the newer release again, or start this one with another data folder (--data DIR).`,
    )
  }
  const missing = known.filter((migration) => migration.number > version)
  if (missing.length > 0 && version > 0) backUpNow(db, newBackup(backupFolder, `before-schema-${newest}`, now))
  for (const migration of missing) apply(db, migration)
}

function readMigrations(folder: string): Migration[] {
  return readdirSync(folder)
    .filter((name) => /^\d{4}_.+\.sql$/.test(name))
    .sort()
    .map((name) => ({ number: Number(name.slice(0, 4)), name, sql: readFileSync(join(folder, name), 'utf8') }))
}

/** Replacing a table must not delete the rows that refer to it: references are checked at the end instead. */
function apply(db: Db, migration: Migration): void {
  db.pragma('foreign_keys = OFF')
  try {
    db.transaction(() => {
      db.exec(migration.sql)
      const broken = db.pragma('foreign_key_check') as { table: string; parent: string }[]
      if (broken[0]) throw new Error(`${migration.name}: a row of ${broken[0].table} refers to no row of ${broken[0].parent}`)
      db.pragma(`user_version = ${migration.number}`)
    }).immediate()
  } finally {
    db.pragma('foreign_keys = ON')
  }
}
