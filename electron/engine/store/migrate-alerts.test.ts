import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { migrationsFolder, temporaryFolder } from '../testing/engine.ts'
import { insertRun, migrationsTo } from '../testing/store.ts'
import { type Db, openDb } from './db.ts'
import { migrate } from './migrate.ts'

const lastRelease = 16

function openLastRelease(): Db {
  const folder = temporaryFolder()
  const db = openDb(join(folder, 'localflow.db'))
  onTestFinished(() => void db.close())
  migrate(db, migrationsTo(lastRelease, folder), folder, 0)
  db.pragma('foreign_keys = OFF')
  return db
}

function insertRuns(db: Db, runs: [facts: Record<string, string | number>, ...statuses: string[]][]): void {
  let number = 0
  for (const [facts, ...statuses] of runs)
    for (const status of statuses)
      insertRun(db, { id: `r${++number}`, number, title: String(facts['job_id'] ?? facts['title'] ?? 'f'), status, ...facts })
}

it('an update opens an alert for each job, flow, pipeline and recent command that failed last', () => {
  const db = openLastRelease()
  db.exec(`INSERT INTO job (id, name, enabled, version, created_at, updated_at, deleted_at) VALUES
      ('bad', 'bad', 1, 1, 1, 1, NULL), ('good', 'good', 1, 1, 1, 1, NULL), ('gone', 'gone', 1, 1, 1, 1, 2);
    INSERT INTO job_version (job_id, version, spec, created_at, kind, preview)
      SELECT id, 1, '{}', 1, 'script', '' FROM job;
    INSERT INTO flow (id, name, draft, created_at, updated_at) VALUES ('f', 'Ship', '', 1, 1);
    INSERT INTO pipeline (id, name, source, created_at, updated_at) VALUES ('p', 'Pages', '', 1, 1);`)
  const ofJob = (id: string) => ({ job_id: id, job_version: 1 })
  const now = Date.now()
  insertRuns(db, [
    [ofJob('bad'), 'failed', 'succeeded', 'failed', 'cancelled', 'failed'],
    [ofJob('good'), 'failed', 'succeeded', 'cancelled'],
    [ofJob('gone'), 'failed'],
    [{ kind: 'flow' }, 'failed'],
    [{ kind: 'pipeline' }, 'failed', 'succeeded'],
    [{ title: 'old' }, 'failed'],
    [{ title: 'resize', ended_at: now }, 'failed'],
    [{ title: 'resize', trigger: 'flow', ended_at: now }, 'failed'],
    [{ title: 'sync', ended_at: now }, 'failed', 'succeeded'],
  ])
  db.exec(`INSERT INTO flow_run (run, flow, version, definition) VALUES (10, 1, 1, 'h');
    INSERT INTO flow_definition (hash, definition) VALUES ('h', '{}');
    INSERT INTO manifest (hash, source) VALUES ('m', '{}');
    INSERT INTO pipeline_run (run, pipeline, manifest, forced, keeps_going) VALUES (11, 1, 'm', 0, 0), (12, 1, 'm', 0, 0);`)
  migrate(db, migrationsFolder, temporaryFolder(), 0)
  const alerts = db.prepare(
    'SELECT subject_kind, subject, state, count, first_run, last_run, expires_at FROM alert ORDER BY number',
  )
  const open = { state: 'open', expires_at: null }
  expect(alerts.all()).toEqual([
    { subject_kind: 'job', subject: 'bad', count: 2, first_run: 3, last_run: 5, ...open },
    { subject_kind: 'flow', subject: 'f', count: 1, first_run: 10, last_run: 10, ...open },
    {
      ...{ subject_kind: 'command', subject: 'resize', count: 1, first_run: 14, last_run: 14 },
      ...{ state: 'open', expires_at: now + 86_400_000 },
    },
  ])
  expect(db.prepare('SELECT id FROM alert').pluck().all()).toEqual(
    Array(3).fill(expect.stringMatching(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-8[\da-f]{3}-[\da-f]{12}$/)),
  )
})
