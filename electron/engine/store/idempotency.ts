import type { Db } from './db.ts'

export type Known = { task: number; fingerprint: string }

export type Idempotency = ReturnType<typeof createIdempotency>

/** Which task first came with a key. */
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
    /** Gives how many were deleted: as many as the limit, and there may be more. */
    forgetExpired: (now: number, limit: number): number => expire.run(now, limit).changes,
  }
}
