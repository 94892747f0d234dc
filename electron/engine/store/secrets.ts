import type { Db } from './db.ts'

export type SecretRow = { name: string; createdAt: number; updatedAt: number }

/** A job or a flow that may name secrets, with its text. */
export type Mention = { name: string; text: string }

export type Secrets = ReturnType<typeof createSecrets>

/** Names are plain text, values are encrypted by the caller. */
export function createSecrets(db: Db) {
  const put = db.prepare(
    `INSERT INTO secret (name, sealed, created_at, updated_at) VALUES (:name, :sealed, :now, :now)
     ON CONFLICT (name) DO UPDATE SET sealed = excluded.sealed, updated_at = excluded.updated_at`,
  )
  const sealed = db.prepare('SELECT sealed FROM secret WHERE name = ?').pluck()
  const list = db.prepare('SELECT name, created_at AS createdAt, updated_at AS updatedAt FROM secret ORDER BY name')
  const remove = db.prepare('DELETE FROM secret WHERE name = ?')
  const named = `instr(text, 'secrets.') > 0 ORDER BY name LIMIT 5000`
  const jobs = db.prepare(
    `SELECT name, text FROM (SELECT j.name, v.spec AS text FROM job j JOIN job_version v ON v.job_id = j.id AND v.version = j.version
       WHERE j.deleted_at IS NULL) WHERE ${named}`,
  )
  const flows = db.prepare(
    `SELECT name, text FROM (SELECT f.name, d.definition AS text FROM flow f
         JOIN flow_version v ON v.flow = f.number AND v.version = (SELECT max(version) FROM flow_version WHERE flow = f.number)
         JOIN flow_definition d ON d.hash = v.definition
       WHERE f.deleted_at IS NULL) WHERE ${named}`,
  )

  return {
    put: (name: string, bytes: Buffer, now: number): void => void put.run({ name, sealed: bytes, now }),
    sealed: (name: string): Buffer | null => (sealed.get(name) as Buffer | undefined) ?? null,
    list: (): SecretRow[] => list.all() as SecretRow[],
    /** False: there was none. */
    remove: (name: string): boolean => remove.run(name).changes === 1,
    /** Current versions of jobs and published versions of flows that may name secrets. */
    jobsThatName: (): Mention[] => jobs.all() as Mention[],
    flowsThatName: (): Mention[] => flows.all() as Mention[],
  }
}
