import { type ChildProcess, spawn } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDb } from '../electron/engine/store/db.ts'
import { migrate } from '../electron/engine/store/migrate.ts'
import { root, round } from './engine.ts'

const runs = Number(process.env['BENCH_ENDED'] ?? 1_000_000)
/** The schema of the last release. */
const released = 12
const migrations = join(root, 'migrations')

/** A database of the last release with so many runs that ended: each has a task, an attempt and three events. */
function fillReleased(folder: string): void {
  const older = join(folder, 'older')
  mkdirSync(older)
  for (const name of readdirSync(migrations))
    if (Number(name.slice(0, 4)) <= released) copyFileSync(join(migrations, name), join(older, name))
  const db = openDb(join(folder, 'localflow.db'))
  migrate(db, older, join(folder, 'backups'), 0)
  db.pragma('synchronous = OFF')
  const now = Date.now()
  db.exec(`
    BEGIN;
    CREATE TEMP TABLE n AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${runs}) SELECT i FROM n;
    INSERT INTO run (number, id, title, trigger, status, created_at, started_at, ended_at)
      SELECT i, 'r-' || i, 'noop', 'api', 'succeeded', ${now}, ${now}, ${now} FROM n;
    INSERT INTO task (seq, id, run, node_key, kind, spec, status, queue, priority, due_at, attempts, max_attempts, created_at, ended_at)
      SELECT i, 't-' || i, i, 'main', 'builtin', '{"body":{"kind":"builtin","name":"noop","input":null}}', 'succeeded', 'default', 0,
        ${now}, 1, 1, ${now}, ${now} FROM n;
    INSERT INTO attempt (task, number, id, status, started_at, ended_at, log_path)
      SELECT i, 1, 'a-' || i, 'succeeded', ${now}, ${now}, 'logs/2026/01/01/a-' || i || '.log' FROM n;
    INSERT INTO event (at, noun, run, type, data)
      SELECT ${now}, 'run', i, type, '{"jobId":null}' FROM n, (SELECT 'queued' AS type UNION ALL SELECT 'started' UNION ALL SELECT 'succeeded');
    DROP TABLE n;
    COMMIT`)
  db.close()
}

/** Opens the database as a start of the engine does, in a process of its own. */
function migrateElsewhere(folder: string): ChildProcess {
  const script = `
    import { openDb } from ${JSON.stringify(join(root, 'electron/engine/store/db.ts'))}
    import { migrate } from ${JSON.stringify(join(root, 'electron/engine/store/migrate.ts'))}
    const db = openDb(${JSON.stringify(join(folder, 'localflow.db'))})
    migrate(db, ${JSON.stringify(migrations)}, ${JSON.stringify(join(folder, 'backups'))}, Date.now())
    db.close()`
  return spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'inherit', 'inherit'] })
}

const exitOf = (child: ChildProcess): Promise<number | null> => new Promise((resolve) => child.once('exit', resolve))

function versionOf(folder: string): { version: number; runs: number } {
  const db = openDb(join(folder, 'localflow.db'))
  const version = Number(db.pragma('user_version', { simple: true }))
  const counted = db.prepare('SELECT count(*) FROM attempt').pluck().get() as number
  db.close()
  return { version, runs: counted }
}

/** How long the first start of this release takes on a long history, and that one that was killed halfway is done again. */
export async function migration(): Promise<Record<string, unknown>> {
  const folder = mkdtempSync(join(tmpdir(), 'localflow-bench-'))
  try {
    fillReleased(folder)
    const killed = migrateElsewhere(folder)
    setTimeout(() => killed.kill('SIGKILL'), 2_000)
    await exitOf(killed)
    const afterKill = versionOf(folder)
    const begin = performance.now()
    const code = await exitOf(migrateElsewhere(folder))
    const seconds = round((performance.now() - begin) / 1_000, 1)
    return { runs, seconds, code, afterKill, after: versionOf(folder), aim: 'seconds <= 60, all runs there after a kill' }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
