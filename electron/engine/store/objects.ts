import type { Db } from './db.ts'
import { escapeLike } from './jobs.ts'
import { createResults, type Output } from './results.ts'

/** A stored file: `stamp` identifies the file and its state when it was read. */
export type KeptFile = { hash: string; size: number; stamp: string }
/** A file that a task produced, under its name. */
export type OutputFile = KeptFile & { name: string }
/** Which file of which result. */
export type OutputPlace = { result: number; name: string }
export type Made = { result: number; run: number; madeAt: number }

export type Objects = ReturnType<typeof createObjects>

/** Files by the hash of their bytes, with the results that name them. */
export function createObjects(db: Db) {
  const keep = db.prepare(
    `INSERT INTO object (hash, size, stamp, kept_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (hash) DO UPDATE SET stamp = excluded.stamp WHERE stamp <> excluded.stamp`,
  )
  const get = db.prepare('SELECT hash, size, stamp FROM object WHERE hash = ?')
  const unreferenced = db
    .prepare(
      `SELECT hash FROM object b WHERE hash >= :from AND hash < :to AND kept_at < :before
       AND NOT EXISTS (SELECT 1 FROM output WHERE object = b.hash) AND NOT EXISTS (SELECT 1 FROM run_input WHERE object = b.hash)
       AND NOT EXISTS (SELECT 1 FROM execution WHERE input = b.hash)`,
    )
    .pluck()
  const remove = db.prepare('DELETE FROM object WHERE hash = ?')
  const keptAt = db.prepare('SELECT kept_at FROM object WHERE hash = ?').pluck()
  const list = db.prepare(
    `SELECT o.result, o.name, o.object AS hash, b.size, r.run, r.made_at AS madeAt
     FROM output o JOIN result r ON r.number = o.result JOIN object b ON b.hash = o.object
     WHERE o.result >= :from AND (o.result, o.name) < (:result, :name) AND r.whole = 1
       AND (:q IS NULL OR o.name LIKE :q ESCAPE '\\' OR o.object LIKE :q ESCAPE '\\')
     ORDER BY o.result DESC, o.name DESC LIMIT :limit`,
  )
  const ofRun = db.prepare(
    `SELECT o.result, o.name, o.object AS hash, b.size, r.run, r.made_at AS madeAt
     FROM result r CROSS JOIN output o ON o.result = r.number JOIN object b ON b.hash = o.object
     WHERE r.run = :run AND r.number <= :result AND (o.result, o.name) < (:result, :name) AND r.whole = 1
       AND (:q IS NULL OR o.name LIKE :q ESCAPE '\\' OR o.object LIKE :q ESCAPE '\\')
     ORDER BY r.number DESC, o.name DESC LIMIT :limit`,
  )
  const byPrefix = db.prepare('SELECT hash FROM object WHERE hash >= :from AND hash < :to ORDER BY hash LIMIT 2').pluck()
  const ofObject = db.prepare(
    `SELECT o.result, o.name, r.run, r.task, r.attempt FROM output o JOIN result r ON r.number = o.result
     WHERE o.object = ? AND r.whole = 1 ORDER BY o.result LIMIT ?`,
  )
  const inputsOf = db.prepare('SELECT run, name FROM run_input WHERE object = ? ORDER BY run LIMIT ?')

  return {
    ...createResults(db),
    keep: ({ hash, size, stamp }: KeptFile, now: number): void => void keep.run(hash, size, stamp, now),
    get: (hash: string): KeptFile | null => (get.get(hash) as KeptFile | undefined) ?? null,
    /** Artifacts that nothing refers to, among those whose hash starts like this. */
    unreferenced: (digits: string, before: number): string[] =>
      unreferenced.all({ from: digits, to: `${digits}g`, before }) as string[],
    remove: (hash: string): boolean => remove.run(hash).changes === 1,
    keptAt: (hash: string): number => (keptAt.get(hash) as number | undefined) ?? 0,
    /** Files with their names, newest first: of results from `from` on, before one of them. */
    list: (filter: { q: string | null; from: number; before: OutputPlace; limit: number }): (Output & Made)[] =>
      list.all({
        ...filter.before,
        from: filter.from,
        q: filter.q === null ? null : `%${escapeLike(filter.q)}%`,
        limit: filter.limit,
      }) as (Output & Made)[],
    /** Of a run, the newest first. */
    listOfRun: (filter: { run: number; q: string | null; before: OutputPlace; limit: number }): (Output & Made)[] =>
      ofRun.all({
        ...filter.before,
        run: filter.run,
        q: filter.q === null ? null : `%${escapeLike(filter.q)}%`,
        limit: filter.limit,
      }) as (Output & Made)[],
    /** By the first digits of its hash; null if there is none, or more than one. */
    byPrefix(digits: string): string | null {
      const found = byPrefix.all({ from: digits, to: `${digits}g` }) as string[]
      return found.length === 1 ? (found[0] ?? null) : null
    },
    /** The sources of a file, oldest first. */
    origins: (hash: string, limit: number): { result: number; name: string; run: number; task: number; attempt: number }[] =>
      ofObject.all(hash, limit) as { result: number; name: string; run: number; task: number; attempt: number }[],
    /** The runs that got it as an input from outside. */
    runInputs: (hash: string, limit: number): { run: number; name: string }[] =>
      inputsOf.all(hash, limit) as { run: number; name: string }[],
  }
}
