import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openDb } from '../store/db.ts'
import { migrate } from '../store/migrate.ts'

const migrations = fileURLToPath(new URL('../../../migrations', import.meta.url))

/** What an empty database depends on: one of other migrations has another name. */
function fingerprint(): string {
  const hash = createHash('sha256').update(readFileSync(new URL('../store/db.ts', import.meta.url)))
  for (const name of readdirSync(migrations).sort()) hash.update(name).update(readFileSync(join(migrations, name)))
  return hash.digest('hex').slice(0, 16)
}

function makeEmpty(path: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'localflow-empty-'))
  try {
    const made = join(folder, 'localflow.db')
    const db = openDb(made)
    migrate(db, migrations, folder, 0)
    db.close()
    // Others may make theirs at the same time: each is whole, and the last one stays.
    renameSync(made, path)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

let empty: string | null = null

/**
 * Saves the first start of a test the migrations, which take 30 times as long as a copy of what they make. A folder that is
 * in use stays as it is. Tests of migrations, of first starts and of `lf` alone do without.
 */
export function placeEmptyDatabase(dataFolder: string): void {
  const path = join(dataFolder, 'localflow.db')
  if (existsSync(path) || existsSync(join(dataFolder, 'database.json'))) return
  empty ??= join(tmpdir(), `localflow-empty-${fingerprint()}.db`)
  if (!existsSync(empty)) makeEmpty(empty)
  copyFileSync(empty, path)
}
