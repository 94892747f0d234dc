import { closeSync, fsyncSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { openDb } from '../electron/engine/store/db.ts'
import { migrate } from '../electron/engine/store/migrate.ts'
import { root } from './engine.ts'

const atOnce = 1_000_000

/** A database with so many waiting tasks, of lower priority than the measured ones, and so many that ended so long ago. */
export function fill(folder: string, waiting: number, ended: number, agoMs = 0): void {
  const db = openDb(join(folder, 'localflow.db'))
  migrate(db, join(root, 'migrations'), join(folder, 'backups'), 0)
  db.pragma('synchronous = OFF')
  const now = Date.now() - agoMs
  const numbers = 'WITH RECURSIVE n(i) AS (SELECT CAST(:from AS INTEGER) UNION ALL SELECT i + 1 FROM n WHERE i < :to)'
  const spec = JSON.stringify({ body: { kind: 'builtin', name: 'noop', input: null } })
  const run = db.prepare(
    `INSERT INTO run (number, id, title, trigger, status, created_at, started_at, start_seq, ended_at)
     ${numbers} SELECT i, 'r-' || i, 'noop', 'api', :status, :now, :endedAt, iif(:endedAt IS NULL, NULL, 3 * i - 1), :endedAt FROM n`,
  )
  // As ids of attempts are: a UUID of version 7, whose first half is the time.
  const task = db.prepare(
    `INSERT INTO task (seq, id, run, node_key, type, spec, status, stage, queue, priority, due_at, attempts, max_attempts, created_at,
       ended_at, last_attempt, runner)
     ${numbers} SELECT i, 't-' || i, i, 'main', 'builtin', '${spec}', :status, iif(:endedAt IS NULL, 'ready', NULL), 'default', 0, :now,
       :endedAt IS NOT NULL, 1, :now, :endedAt,
       iif(:endedAt IS NULL, NULL, printf('%08x-%04x-7000-8000-%012x', :now >> 16, :now & 65535, i)), iif(:endedAt IS NULL, NULL, 1) FROM n`,
  )
  const event = db.prepare(
    `INSERT INTO event (seq, at, noun, run, type, data) ${numbers} SELECT 3 * i - :before, :now, 'run', i, :type, '{"jobId":null}' FROM n`,
  )
  const add = (from: number, to: number, isEnded: boolean): void => {
    const rows = { from, to, now, endedAt: isEnded ? now : null, status: isEnded ? 'succeeded' : 'queued' }
    run.run(rows)
    task.run(rows)
    event.run({ from, to, now, type: 'queued', before: 2 })
    if (isEnded) event.run({ from, to, now, type: 'succeeded', before: 0 })
  }
  const addAll = (from: number, count: number, isEnded: boolean): void => {
    for (let at = 0; at < count; at += atOnce)
      db.transaction(() => add(from + at, from + Math.min(at + atOnce, count) - 1, isEnded))()
  }
  addAll(1, ended, true)
  addAll(ended + 1, waiting, false)
  db.close()
  // Otherwise the first checkpoint of the measured program would flush all of it to disk.
  const file = openSync(join(folder, 'localflow.db'), 'r+')
  fsyncSync(file)
  closeSync(file)
}
