import { chmodSync } from 'node:fs'
import Database from 'better-sqlite3'
import { AppError } from '../../../shared/errors.ts'
import type { Db } from './db.ts'

/** "LFtp": distinguishes these databases from those that Task Pipeline itself made. */
const applicationId = 0x4c467470

/** The tables and indexes of Task Pipeline, as its README names them; `origin` is the file of ours for a step. */
const schema = `
CREATE TABLE task (
  id     INTEGER PRIMARY KEY AUTOINCREMENT,
  name   TEXT UNIQUE,
  script TEXT
);
CREATE TABLE step (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  -- NULL: the script wrote no file.
  object_hash VARCHAR(64),
  task        INTEGER REFERENCES task (id)
);
CREATE TABLE step_link (
  from_step_id INTEGER NOT NULL REFERENCES step (id),
  to_step_id   INTEGER NOT NULL REFERENCES step (id),
  PRIMARY KEY (from_step_id, to_step_id)
);
CREATE INDEX idx_task_name ON task (name);
CREATE INDEX idx_step_task ON step (task);
CREATE INDEX idx_step_link_from ON step_link (from_step_id);
CREATE TABLE origin (
  step    INTEGER PRIMARY KEY REFERENCES step (id),
  task    INTEGER NOT NULL REFERENCES task (id),
  result  INTEGER NOT NULL,
  -- Numbers of results begin anew in a database that was made anew.
  made_at INTEGER NOT NULL,
  file    TEXT    NOT NULL,
  UNIQUE (task, result, made_at, file)
);
PRAGMA application_id = ${applicationId};
`

export type TaskPipelineDb = ReturnType<typeof openTaskPipelineDb>

/**
 * The results of pipelines in the tables of Task Pipeline: a database of its own at `path`, filled from LocalFlow's own at `source`,
 * which need not exist yet. Other programs can read it at any time: each update is one transaction. Throws `conflict`, `unavailable`.
 */
export function openTaskPipelineDb(path: string, source: string) {
  const db = open(path)
  let fill: (() => void) | null = null
  return {
    /** Adds new rows, also of runs that another process did not complete. */
    update(): void {
      fill ??= fillerOf(db, source)
      fill()
    },
    close: (): void => void db.close(),
  }
}

function fillerOf(db: Db, source: string): () => void {
  db.prepare('ATTACH ? AS engine').run(source)
  const add = adderOf(db)
  const lastRun = db.prepare('SELECT max(run) FROM engine.pipeline_run').pluck()
  const runsAfter = db.prepare(
    `SELECT p.run, r.ended_at IS NOT NULL AS ended FROM engine.pipeline_run p JOIN engine.run r ON r.number = p.run
     WHERE p.run > ? ORDER BY p.run`,
  )
  return db.transaction((): void => {
    // Runs up to this number have ended, and are complete here. A new database counts its runs from 1.
    const before = db.pragma('user_version', { simple: true }) as number
    let known = before > ((lastRun.get() as number | null) ?? 0) ? 0 : before
    let areWhole = true
    for (const { run, ended } of runsAfter.all(known) as { run: number; ended: 0 | 1 }[]) {
      add(run)
      areWhole &&= ended === 1
      if (areWhole) known = run
    }
    if (known !== before) db.pragma(`user_version = ${known}`)
  })
}

type File = { task: number; result: number; madeAt: number; file: string; object: string | null }

/** Adds the results of a run so far: each file of each result once, whichever runs used it. */
function adderOf(db: Db): (run: number) => void {
  const nameTasks = db.prepare(
    `INSERT INTO task (name, script) SELECT name, json_extract(spec, '$.body.script') FROM engine.step WHERE run = ? ORDER BY position
     ON CONFLICT (name) DO UPDATE SET script = excluded.script WHERE script IS NOT excluded.script`,
  )
  const fresh = db.prepare(
    `SELECT DISTINCT t.id AS task, r.number AS result, r.made_at AS madeAt, coalesce(o.name, '') AS file, o.object
     FROM engine.execution e JOIN engine.step s ON s.run = e.run AND s.position = e.step JOIN task t ON t.name = s.name
     JOIN engine.result r ON r.number = e.result LEFT JOIN engine.output o ON o.result = r.number
     WHERE e.run = ? AND NOT EXISTS
       (SELECT 1 FROM origin g WHERE (g.task, g.result, g.made_at, g.file) = (t.id, r.number, r.made_at, coalesce(o.name, '')))
     ORDER BY r.number, file`,
  )
  const addStep = db.prepare('INSERT INTO step (object_hash, task) VALUES (?, ?)')
  const addOrigin = db.prepare('INSERT INTO origin (step, task, result, made_at, file) VALUES (?, ?, ?, ?, ?)')
  const link = db.prepare(
    `INSERT OR IGNORE INTO step_link (from_step_id, to_step_id)
     SELECT f.step, g.step FROM engine.execution e
     JOIN engine.step s ON s.run = e.run AND s.position = e.step JOIN task t ON t.name = s.name JOIN engine.result r ON r.number = e.result
     JOIN engine.execution u ON u.number = e.source JOIN engine.result ur ON ur.number = u.result
     JOIN engine.step us ON us.run = u.run AND us.position = u.step JOIN task ut ON ut.name = us.name
     JOIN origin f ON f.task = ut.id AND f.result = ur.number AND f.made_at = ur.made_at AND f.file = e.input_name
     JOIN origin g ON g.task = t.id AND g.result = r.number AND g.made_at = r.made_at
     WHERE e.run = ?`,
  )
  return (run) => {
    nameTasks.run(run)
    for (const { task, result, madeAt, file, object } of fresh.all(run) as File[])
      addOrigin.run(addStep.run(object, task).lastInsertRowid, task, result, madeAt, file)
    link.run(run)
  }
}

function open(path: string): Db {
  let db: Db | null = null
  try {
    db = new Database(path)
    const isNew = db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() === 0
    if (!isNew && db.pragma('application_id', { simple: true }) !== applicationId)
      throw new AppError('conflict', `Could not use ${path}: another program made it. Choose another folder with --db.`)
    chmodSync(path, 0o600)
    db.pragma('journal_mode = WAL')
    db.pragma('busy_timeout = 5000')
    if (isNew) db.exec(`BEGIN;${schema}COMMIT;`)
    return db
  } catch (error) {
    db?.close()
    if (error instanceof AppError) throw error
    const { code, message } = error as { code?: string; message: string }
    throw new AppError('unavailable', `Could not open ${path}: ${code ?? message}. Choose another folder with --db.`)
  }
}
