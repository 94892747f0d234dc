import type { Db } from './db.ts'
import { escapeLike } from './jobs.ts'

/** A file as it is kept: `stamp` says which file it was when it was read, and in what state. */
export type KeptFile = { hash: string; size: number; stamp: string }
/** A file that a piece of work left behind, under the name that it gave it. */
export type OutputFile = KeptFile & { name: string }
export type Result = {
  number: number
  recipe: string | null
  run: number
  task: number
  attempt: number
  files: number
  bytes: number
  madeAt: number
}
/** Which file of which result. */
export type OutputPlace = { result: number; name: string }
export type Made = { result: number; run: number; madeAt: number }
export type Output = { name: string; hash: string; size: number }

const columns = 'number, recipe, run, task, attempt, files, bytes, made_at AS madeAt'

export type Objects = ReturnType<typeof createObjects>

/** Files by the hash of their bytes, and what pieces of work gave: the names of theirs. */
export function createObjects(db: Db) {
  const keep = db.prepare(
    `INSERT INTO object (hash, size, stamp, kept_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (hash) DO UPDATE SET stamp = excluded.stamp WHERE stamp <> excluded.stamp`,
  )
  const get = db.prepare('SELECT hash, size, stamp FROM object WHERE hash = ?')
  const page = db.prepare(
    `SELECT number, (whole = 0 AND made_at < :before) OR (whole = 1 AND NOT EXISTS (SELECT 1 FROM run WHERE number = result.run)
       AND NOT EXISTS (SELECT 1 FROM execution e WHERE e.result = result.number)) AS unused
     FROM result WHERE number > :after ORDER BY number LIMIT :limit`,
  )
  const deleteOutputs = db.prepare('DELETE FROM output WHERE result = ?')
  const deleteResult = db.prepare('DELETE FROM result WHERE number = ?')
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
  const newestResult = db.prepare('SELECT max(number) FROM result').pluck()
  const byPrefix = db.prepare('SELECT hash FROM object WHERE hash >= :from AND hash < :to ORDER BY hash LIMIT 2').pluck()
  const insertResult = db.prepare(
    'INSERT INTO result (recipe, run, task, attempt, files, bytes, whole, made_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  )
  const insertOutput = db.prepare('INSERT INTO output (result, name, object) VALUES (?, ?, ?)')
  const setWhole = db.prepare('UPDATE result SET whole = 1, recipe = ?, files = ?, bytes = ? WHERE number = ?')
  const ofTask = db.prepare(
    `SELECT ${columns} FROM result WHERE task = ? AND attempt = ? AND whole = 1 ORDER BY number DESC LIMIT 1`,
  )
  const result = db.prepare(`SELECT ${columns} FROM result WHERE number = ?`)
  const ofRecipe = db.prepare(
    `SELECT ${columns} FROM result WHERE recipe = :recipe AND whole = 1 AND (:run IS NULL OR run = :run) ORDER BY number DESC LIMIT 1`,
  )
  const outputs = db.prepare(
    `SELECT o.name, o.object AS hash, b.size FROM output o JOIN object b ON b.hash = o.object
     WHERE o.result = ? AND o.name > ? ORDER BY o.name LIMIT ?`,
  )
  const named = db.prepare(
    'SELECT o.name, o.object AS hash, b.size FROM output o JOIN object b ON b.hash = o.object WHERE o.result = ? AND o.name = ?',
  )
  const ofObject = db.prepare(
    `SELECT o.result, o.name, r.run, r.task, r.attempt FROM output o JOIN result r ON r.number = o.result
     WHERE o.object = ? AND r.whole = 1 ORDER BY o.result LIMIT ?`,
  )
  const inputsOf = db.prepare('SELECT run, name FROM run_input WHERE object = ? ORDER BY run LIMIT ?')

  return {
    keep: ({ hash, size, stamp }: KeptFile, now: number): void => void keep.run(hash, size, stamp, now),
    get: (hash: string): KeptFile | null => (get.get(hash) as KeptFile | undefined) ?? null,
    /** The next results behind `after`: those that nothing goes by, and the last of them; null when there are no others. */
    lookForUnused(after: number, before: number, limit: number): { last: number | null; unused: number[] } {
      const rows = page.all({ after, before, limit }) as { number: number; unused: 0 | 1 }[]
      const last = rows.length === limit ? (rows.at(-1)?.number ?? null) : null
      return { last, unused: rows.filter(({ unused }) => unused === 1).map(({ number }) => number) }
    },
    deleteResult(number: number): void {
      deleteOutputs.run(number)
      deleteResult.run(number)
    },
    /** Kept files that nothing refers to, of those whose hash begins like this. */
    unreferenced: (digits: string, before: number): string[] =>
      unreferenced.all({ from: digits, to: `${digits}g`, before }) as string[],
    remove: (hash: string): boolean => remove.run(hash).changes === 1,
    keptAt: (hash: string): number => (keptAt.get(hash) as number | undefined) ?? 0,
    newestResult: (): number => (newestResult.get() as number | null) ?? 0,
    /** Files with their names, newest first: of results from `from` on, before one of them. */
    list: (filter: { q: string | null; from: number; before: OutputPlace; limit: number }): (Output & Made)[] =>
      list.all({
        ...filter.before,
        from: filter.from,
        q: filter.q === null ? null : `%${escapeLike(filter.q)}%`,
        limit: filter.limit,
      }) as (Output & Made)[],
    /** By the first digits of its hash; null where there is none, or more than one. */
    byPrefix(digits: string): string | null {
      const found = byPrefix.all({ from: digits, to: `${digits}g` }) as string[]
      return found.length === 1 ? (found[0] ?? null) : null
    },
    /** Gives its number. One that is not whole is no result until `setWhole`. */
    insertResult(facts: Omit<Result, 'number'>, isWhole: boolean): number {
      const { recipe, run, task, attempt, files, bytes, madeAt } = facts
      return Number(insertResult.run(recipe, run, task, attempt, files, bytes, Number(isWhole), madeAt).lastInsertRowid)
    },
    insertOutput: (result: number, name: string, hash: string): void => void insertOutput.run(result, name, hash),
    setWhole: (number: number, recipe: string | null, files: number, bytes: number): void =>
      void setWhole.run(recipe, files, bytes, number),
    result: (number: number): Result | null => (result.get(number) as Result | undefined) ?? null,
    ofTask: (task: number, attempt: number): Result | null => (ofTask.get(task, attempt) as Result | undefined) ?? null,
    /** What is known to come of a recipe; of one run alone, where that is given. */
    ofRecipe: (recipe: string, run: number | null): Result | null =>
      (ofRecipe.get({ recipe, run }) as Result | undefined) ?? null,
    /** Some of its files, by name, behind one. */
    outputs: (result: number, after: string, limit: number): Output[] => outputs.all(result, after, limit) as Output[],
    output: (result: number, name: string): Output | null => (named.get(result, name) as Output | undefined) ?? null,
    hasOutput: (result: number, name: string): boolean => named.get(result, name) !== undefined,
    /** Where a file came from: what left it behind, oldest first. */
    origins: (hash: string, limit: number): { result: number; name: string; run: number; task: number; attempt: number }[] =>
      ofObject.all(hash, limit) as { result: number; name: string; run: number; task: number; attempt: number }[],
    /** The runs that were given it from outside. */
    runInputs: (hash: string, limit: number): { run: number; name: string }[] =>
      inputsOf.all(hash, limit) as { run: number; name: string }[],
  }
}
