import type { Db } from './db.ts'

export type Known = { task: number; fingerprint: string }

export type Idempotency = ReturnType<typeof createIdempotency>

/** The first task with each key. */
export function createIdempotency(db: Db) {
  const get = db.prepare('SELECT task, fingerprint FROM idempotency WHERE key = ? AND expires_at > ?')
  const put = db.prepare(
    `INSERT INTO idempotency (key, task, fingerprint, expires_at) VALUES (:key, :task, :fingerprint, :expiresAt)
     ON CONFLICT (key) DO UPDATE SET task = excluded.task, fingerprint = excluded.fingerprint, expires_at = excluded.expires_at`,
  )
  const expire = db.prepare('DELETE FROM idempotency WHERE key IN (SELECT key FROM idempotency WHERE expires_at <= ? LIMIT ?)')

  return {
    get: (key: string, now: number): Known | null => (get.get(key, now) as Known | undefined) ?? null,
    put: (entry: Known & { key: string; expiresAt: number }): void => void put.run(entry),
    /** Returns how many were deleted: if that is the limit, there may be more. */
    forgetExpired: (now: number, limit: number): number => expire.run(now, limit).changes,
  }
}
