import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { localActor } from '../../../shared/model/actor.ts'
import { migrationsFolder, temporaryFolder } from '../testing/engine.ts'
import { closedDatabase } from '../testing/store.ts'
import { type Db, openDb } from './db.ts'
import { migrate } from './migrate.ts'
import { openStore } from './store.ts'

const noon = Date.UTC(2026, 0, 5, 12)
const newest = readdirSync(migrationsFolder).filter((name) => name.endsWith('.sql')).length

function open(path: string): Db {
  const db = openDb(path)
  onTestFinished(() => void db.close())
  return db
}

function steps(files: Record<string, string>): string {
  const folder = join(temporaryFolder(), 'migrations')
  mkdirSync(folder)
  for (const [name, sql] of Object.entries(files)) writeFileSync(join(folder, name), sql)
  return folder
}

const versionOf = (db: Db) => db.pragma('user_version', { simple: true })
const tablesOf = (db: Db) =>
  db.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`).pluck().all()
const backupsIn = (folder: string): string[] => readdirSync(folder).filter((name) => name.endsWith('.db'))
const first = { '0001_first.sql': `CREATE TABLE a (x TEXT); INSERT INTO a VALUES ('kept');` }

describe('a database', () => {
  it('that is new gets every step, and no backup of nothing', () => {
    const folder = temporaryFolder()
    const db = open(join(folder, 'new.db'))
    migrate(db, migrationsFolder, join(folder, 'backups'), noon)
    expect(versionOf(db)).toBe(newest)
    expect(tablesOf(db)).toEqual([
      'absence',
      'actor',
      'alert',
      'attempt_record',
      'backfill',
      'deferral',
      'deleted_run',
      'event',
      'execution',
      'feed',
      'flow',
      'flow_definition',
      'flow_draft',
      'flow_pin',
      'flow_run',
      'flow_snapshot',
      'flow_steps',
      'flow_tested',
      'flow_version',
      'idempotency',
      'job',
      'job_day',
      'job_trigger',
      'job_version',
      'maintenance',
      'manifest',
      'object',
      'occurrence',
      'operation',
      'organized',
      'output',
      'pipeline',
      'pipeline_run',
      'pipeline_version',
      'preference',
      'queue',
      'result',
      'run',
      'run_input',
      'run_origin',
      'run_wait',
      'saved_view',
      'schedule',
      'secret',
      'service_task',
      'setting',
      'state_change',
      'state_value',
      'step',
      'step_link',
      'task',
      'template',
      'version_runs',
      'worker',
      'worker_run',
    ])
    expect(readdirSync(folder)).not.toContain('backups')
  })

  it('that is current is left alone', () => {
    const folder = temporaryFolder()
    const db = open(closedDatabase(folder))
    const before = db.pragma('schema_version', { simple: true })
    migrate(db, migrationsFolder, join(folder, 'backups'), noon)
    expect(db.pragma('schema_version', { simple: true })).toBe(before)
    expect(readdirSync(folder)).not.toContain('backups')
  })

  it('of an older release gets only the steps it lacks, after a backup of what was there', () => {
    const folder = temporaryFolder()
    const db = open(join(folder, 'old.db'))
    migrate(db, steps(first), folder, noon)
    migrate(db, steps({ ...first, '0002_second.sql': 'ALTER TABLE a ADD COLUMN y TEXT' }), join(folder, 'backups'), noon)
    expect(versionOf(db)).toBe(2)
    expect(db.prepare('SELECT * FROM a').all()).toEqual([{ x: 'kept', y: null }])
    const [backup = '', ...more] = backupsIn(join(folder, 'backups'))
    expect([backup, more]).toEqual(['localflow-2026-01-05T12-00-00.000Z-before-schema-2.db', []])
    const copy = open(join(folder, 'backups', backup))
    expect([versionOf(copy), copy.prepare('SELECT * FROM a').all()]).toEqual([1, [{ x: 'kept' }]])
  })

  it('keeps its old schema, whole, when a step fails half way, and has a backup', () => {
    const folder = temporaryFolder()
    const db = open(join(folder, 'old.db'))
    migrate(db, steps(first), folder, noon)
    const broken = steps({
      ...first,
      '0002_broken.sql': `DELETE FROM a; CREATE TABLE b (x TEXT); INSERT INTO nowhere VALUES (1);`,
    })
    expect(() => migrate(db, broken, join(folder, 'backups'), noon)).toThrow(/nowhere/)
    expect([versionOf(db), tablesOf(db), db.prepare('SELECT x FROM a').pluck().all()]).toEqual([1, ['a'], ['kept']])
    expect(backupsIn(join(folder, 'backups'))).toHaveLength(1)
  })

  it('keeps the steps before the one that fails', () => {
    const folder = temporaryFolder()
    const db = open(join(folder, 'new.db'))
    const broken = steps({ ...first, '0002_fine.sql': 'CREATE TABLE b (x TEXT)', '0003_broken.sql': 'CREATE TABLE a (x TEXT)' })
    expect(() => migrate(db, broken, folder, noon)).toThrow(/already exists/)
    expect([versionOf(db), tablesOf(db)]).toEqual([2, ['a', 'b']])
  })

  it('from a newer release is refused, with both numbers and a way out, and not a byte of it changes', () => {
    const folder = temporaryFolder()
    const dbPath = closedDatabase(folder)
    const db = openDb(dbPath)
    db.pragma(`user_version = ${newest + 7}`)
    db.close()
    const before = readFileSync(dbPath)
    expect(() => openStore({ dataFolder: folder, dbPath, migrationsFolder, now: noon }, () => {})).toThrow(
      expect.objectContaining({
        code: 'conflict',
        message: expect.stringMatching(
          new RegExp(`newer LocalFlow .*schema ${newest + 7}; this release supports ${newest}.*--data`, 's'),
        ),
      }),
    )
    expect(readFileSync(dbPath).equals(before)).toBe(true)
    expect(readdirSync(folder)).toEqual(['localflow.db'])
  })
})

it('what earlier releases recorded counts as done by the person at the computer', () => {
  const folder = temporaryFolder()
  const db = open(join(folder, 'old.db'))
  const released = readdirSync(migrationsFolder).filter((name) => Number(name.slice(0, 4)) <= 12)
  const texts = released.map((name): [string, string] => [name, readFileSync(join(migrationsFolder, name), 'utf8')])
  migrate(db, steps(Object.fromEntries(texts)), folder, noon)
  db.exec(`INSERT INTO run (id, title, trigger, status, created_at) VALUES ('r', 'old', 'hand', 'queued', 1);
    INSERT INTO event (at, noun, run, type, data) VALUES (1, 'run', 1, 'queued', '{}')`)
  db.close()
  const store = openStore({ dataFolder: folder, dbPath: join(folder, 'old.db'), migrationsFolder, now: noon }, () => {})
  onTestFinished(() => store.close())
  expect(store.runs.byNumber(1)?.actor).toEqual(localActor)
  expect(store.events.ofRun(1).map(({ actor }) => actor)).toEqual([localActor])
})

it('the steps are numbered without a gap and without a twin', () => {
  const numbers = readdirSync(migrationsFolder).map((name) => Number(/^(\d{4})_[a-z_-]+\.sql$/.exec(name)?.[1]))
  expect(numbers.sort((a, b) => a - b)).toEqual(numbers.map((_, index) => index + 1))
})
