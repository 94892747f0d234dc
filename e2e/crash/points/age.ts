import { readdirSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import Database from 'better-sqlite3'

const longAgoMs = 60 * 24 * 3_600_000

/**
 * Lets a long time pass for a stopped LocalFlow: its backups and scripts are old, and so is its first ended run of one task, and a key.
 * Gives the ids of the tasks that may be deleted now.
 */
export function age(data: string): string[] {
  const longAgo = Date.now() - longAgoMs
  for (const folder of ['backups', 'scripts'])
    for (const name of readdirSync(join(data, folder))) utimesSync(join(data, folder, name), longAgo / 1_000, longAgo / 1_000)
  const db = new Database(join(data, 'localflow.db'))
  try {
    const run = db
      .prepare(`SELECT min(number) FROM run WHERE status = 'succeeded' AND is_flow = 0 AND parent IS NULL`)
      .pluck()
      .get() as number
    db.prepare('UPDATE run SET created_at = ?, started_at = ?, ended_at = ? WHERE number = ?').run(longAgo, longAgo, longAgo, run)
    db.prepare(`UPDATE idempotency SET expires_at = 1 WHERE key = 'the same'`).run()
    return db.prepare('SELECT id FROM task WHERE run = ?').pluck().all(run) as string[]
  } finally {
    db.close()
  }
}

/** Until a backup is there that is not old. */
export async function untilBackedUp(data: string, stop: AbortSignal): Promise<void> {
  const isNew = (name: string): boolean => name.endsWith('-daily.db') && Date.parse(timeIn(name)) > Date.now() - longAgoMs
  const known = new Set(readdirSync(join(data, 'backups')))
  while (!readdirSync(join(data, 'backups')).some((name) => !known.has(name) && isNew(name)))
    await setTimeout(40, undefined, { signal: stop })
}

const timeIn = (name: string): string =>
  name.slice('localflow-'.length, -'-daily.db'.length).replace(/T(\d\d)-(\d\d)-/, 'T$1:$2:')
