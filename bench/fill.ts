import { closeSync, fsyncSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { newId } from '../electron/engine/base/ids.ts'
import { openDb } from '../electron/engine/store/db.ts'
import { migrate } from '../electron/engine/store/migrate.ts'
import { root } from './engine.ts'

/** A database with so many tasks waiting, at a lower priority than what is measured, and so many that ended so long ago. */
export function fill(folder: string, waiting: number, ended: number, agoMs = 0): void {
  const db = openDb(join(folder, 'localflow.db'))
  migrate(db, join(root, 'migrations'), join(folder, 'backups'), 0)
  db.pragma('synchronous = OFF')
  const now = Date.now() - agoMs
  const spec = JSON.stringify({ body: { kind: 'builtin', name: 'noop', input: null } })
  const run = db.prepare(
    `INSERT INTO run (id, title, trigger, status, created_at, started_at, ended_at) VALUES (?, 'noop', 'api', ?, ?, ?, ?)`,
  )
  const task = db.prepare(
    `INSERT INTO task (id, run, node_key, type, spec, status, stage, queue, priority, due_at, attempts, max_attempts, created_at, ended_at)
     VALUES (?, ?, 'main', 'builtin', ?, ?, ?, 'default', 0, ?, ?, 1, ?, ?)`,
  )
  const setAttempt = db.prepare('UPDATE task SET last_attempt = ?, runner = 1 WHERE seq = ?')
  const event = db.prepare(`INSERT INTO event (at, noun, run, type, data) VALUES (?, 'run', ?, ?, '{"jobId":null}')`)
  db.transaction(() => {
    for (let at = 0; at < ended; at++) {
      const number = run.run(`r-${at}`, 'succeeded', now, now, now).lastInsertRowid
      const seq = task.run(`t-${at}`, number, spec, 'succeeded', null, now, 1, now, now).lastInsertRowid
      setAttempt.run(newId(now), seq)
      for (const type of ['queued', 'started', 'succeeded']) event.run(now, number, type)
    }
    for (let at = ended; at < ended + waiting; at++) {
      const number = run.run(`r-${at}`, 'queued', now, null, null).lastInsertRowid
      task.run(`t-${at}`, number, spec, 'queued', 'ready', now, 0, now, null)
      event.run(now, number, 'queued')
    }
  })()
  db.close()
  // Else the first checkpoint of whoever is measured would bring all of it to the disk.
  const file = openSync(join(folder, 'localflow.db'), 'r+')
  fsyncSync(file)
  closeSync(file)
}
