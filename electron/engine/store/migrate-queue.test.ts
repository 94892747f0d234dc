import { spawn } from 'node:child_process'
import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { migrationsFolder, temporaryFolder } from '../testing.ts'
import { type Db, openDb } from './db.ts'
import { migrate } from './migrate.ts'

/** A database as the first release's schema has it, with rows in every table and state, so many times over. */
function firstSchema(folder: string, times: number): string {
  const only = join(folder, 'first')
  mkdirSync(only)
  copyFileSync(join(migrationsFolder, '0001_start.sql'), join(only, '0001_start.sql'))
  const path = join(folder, 'localflow.db')
  const db = openDb(path)
  migrate(db, only, folder, 0)
  db.transaction(() => {
    db.exec(`INSERT INTO job VALUES ('j', 'nightly', 1, 2, 1, 2, NULL), ('gone', 'old', 0, 1, 1, 1, 9)`)
    db.exec(`INSERT INTO job_version VALUES ('j', 1, 'script', 'a', '{"body":{"kind":"script","script":"a","interpreter":[]}}', 1),
      ('j', 2, 'command', 'b', '{"body":{"kind":"command","command":"b","args":[]}}', 2), ('gone', 1, 'command', 'c', '{}', 1)`)
    for (let n = 0; n < times; n++) addRuns(db, n)
    // Runs and events were deleted that had the highest numbers.
    db.exec(`UPDATE sqlite_sequence SET seq = seq + 1000 WHERE name IN ('run', 'event')`)
  })()
  db.close()
  return path
}

const states = [
  ['queued', null, null, null],
  ['running', 20, null, null],
  ['succeeded', 20, 30, null],
  ['failed', 20, 30, 'exit-code'],
  ['cancelled', null, 30, 'withdrawn'],
  ['skipped', null, 30, 'job-deleted'],
] as const

function addRuns(db: Db, n: number): void {
  for (const [status, startedAt, endedAt, reason] of states) {
    const [run, task, attempt] = [`r-${status}-${n}`, `t-${status}-${n}`, `a-${status}-${n}`]
    const ofJob = n % 2 === 0
    db.prepare(
      `INSERT INTO run (id, job_id, job_version, title, trigger, status, reason, exit_code, created_at, started_at, ended_at)
       VALUES (?, ?, ?, 'x', 'cli', ?, ?, ?, 10, ?, ?)`,
    ).run(run, ofJob ? 'j' : null, ofJob ? 1 : null, status, reason, status === 'succeeded' ? 0 : null, startedAt, endedAt)
    const begun = startedAt !== null
    db.prepare(
      `INSERT INTO task (id, run_id, node_key, spec, status, reason, token, stop_asked, attempts, created_at, ended_at)
       VALUES (?, ?, 'main', ?, ?, ?, ?, ?, ?, 10, ?)`,
    ).run(
      task,
      run,
      ofJob ? null : '{"body":{"kind":"command","command":"x","args":[]}}',
      status,
      reason,
      status === 'running' ? attempt : null,
      status === 'running' && ofJob ? 25 : null,
      begun ? 1 : 0,
      endedAt,
    )
    if (begun)
      db.prepare(
        `INSERT INTO attempt (id, task_id, number, status, reason, pid, started_at, ended_at, log_path, dropped_bytes)
         VALUES (?, ?, 1, ?, ?, 77, 20, ?, 'logs/a.log', 5)`,
      ).run(attempt, task, status, reason, endedAt)
    db.prepare(`INSERT INTO event (at, noun, id, type, data) VALUES (10, 'run', ?, 'queued', '{"jobId":null}')`).run(run)
  }
  db.prepare(`INSERT INTO event (at, noun, id, type, data) VALUES (10, 'job', 'j', 'updated', '{}')`).run()
}

const count = (db: Db, table: string): number => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number

it('a database of the first schema comes to the second with every row, and gives no number twice', () => {
  const folder = temporaryFolder()
  const db = openDb(firstSchema(folder, 2))
  const counts = () => ['job', 'job_version', 'run', 'task', 'attempt', 'event'].map((table) => count(db, table))
  const before = counts()
  migrate(db, migrationsFolder, join(folder, 'backups'), 0)
  expect(counts()).toEqual(before)
  expect(db.pragma('foreign_key_check')).toEqual([])
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
  expect(db.pragma('foreign_keys', { simple: true })).toBe(1)
  const joined = db
    .prepare(
      `SELECT r.id AS run, r.job_id AS job, t.id AS task, t.status, t.stage, t.queue, t.token, t.stop_reason AS stop, a.id AS attempt,
         a.pid, a.dropped_bytes AS dropped, (SELECT count(*) FROM event e WHERE e.run = r.number) AS events
       FROM run r JOIN task t ON t.run = r.number LEFT JOIN attempt a ON a.task = t.seq WHERE r.id LIKE '%-0' ORDER BY r.number`,
    )
    .all()
  expect(joined).toEqual(
    states.map(([status, startedAt]) => ({
      run: `r-${status}-0`,
      job: 'j',
      task: `t-${status}-0`,
      status,
      stage: status === 'queued' ? 'ready' : null,
      queue: 'default',
      token: status === 'running' ? `a-${status}-0` : null,
      stop: status === 'running' ? 'stopped' : null,
      attempt: startedAt === null ? null : `a-${status}-0`,
      pid: startedAt === null ? null : 77,
      dropped: startedAt === null ? null : 5,
      events: 1,
    })),
  )
  const run = db.prepare(`INSERT INTO run (id, title, trigger, status, created_at) VALUES ('new', 'x', 'api', 'queued', 1)`).run()
  expect(Number(run.lastInsertRowid)).toBe(1_013)
  const event = db.prepare(`INSERT INTO event (at, noun, id, type, data) VALUES (1, 'job', 'j', 'x', '{}')`).run()
  expect(Number(event.lastInsertRowid)).toBe(1_015)
  db.close()
})

it('a migration that is killed, again and again, leaves the old schema or the new one, with every row', async () => {
  const folder = temporaryFolder()
  const path = firstSchema(folder, 400)
  const program = `
    import { openDb } from ${JSON.stringify(join(import.meta.dirname, 'db.ts'))}
    import { migrate } from ${JSON.stringify(join(import.meta.dirname, 'migrate.ts'))}
    const db = openDb(${JSON.stringify(path)})
    process.stdout.write('.')
    migrate(db, ${JSON.stringify(migrationsFolder)}, ${JSON.stringify(join(folder, 'backups'))}, 0)`
  const seen: number[] = []
  for (let round = 0; round < 12; round++) {
    const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', program], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const gone = new Promise((resolve) => child.once('exit', resolve))
    await new Promise((resolve) => child.stdout.once('data', resolve))
    // Later each time: in the backup, in the copying, in the making of indexes, behind it all.
    const at = performance.now() + round * 6
    while (performance.now() < at) await new Promise(setImmediate)
    child.kill('SIGKILL')
    await gone
    const db = openDb(path)
    const version = Number(db.pragma('user_version', { simple: true }))
    seen.push(version)
    expect([db.pragma('integrity_check', { simple: true }), count(db, 'run'), count(db, 'task'), count(db, 'event')]).toEqual([
      'ok',
      2_400,
      2_400,
      2_800,
    ])
    expect(count(db, "pragma_table_info('run') WHERE name = 'held'")).toBe(version === 2 ? 1 : 0)
    db.close()
  }
  expect(seen.every((version) => version === 1 || version === 2)).toBe(true)
})
