import type { Db } from './db.ts'

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
export type Output = { name: string; hash: string; size: number }

const columns = 'number, recipe, run, task, attempt, files, bytes, made_at AS madeAt'

/** The results of tasks, and the names of their files. */
export function createResults(db: Db) {
  const page = db.prepare(
    `SELECT number, (whole = 0 AND made_at < :before) OR (whole = 1 AND NOT EXISTS (SELECT 1 FROM run WHERE number = result.run)
       AND NOT EXISTS (SELECT 1 FROM execution e WHERE e.result = result.number)) AS unused
     FROM result WHERE number > :after ORDER BY number LIMIT :limit`,
  )
  const deleteOutputs = db.prepare('DELETE FROM output WHERE result = ?')
  const deleteResult = db.prepare('DELETE FROM result WHERE number = ?')
  const newestResult = db.prepare('SELECT max(number) FROM result').pluck()
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

  return {
    /** The next results after `after`: those that nothing uses, and the last of them; null if there are no others. */
    lookForUnused(after: number, before: number, limit: number): { last: number | null; unused: number[] } {
      const rows = page.all({ after, before, limit }) as { number: number; unused: 0 | 1 }[]
      const last = rows.length === limit ? (rows.at(-1)?.number ?? null) : null
      return { last, unused: rows.filter(({ unused }) => unused === 1).map(({ number }) => number) }
    },
    deleteResult(number: number): void {
      deleteOutputs.run(number)
      deleteResult.run(number)
    },
    newestResult: (): number => (newestResult.get() as number | null) ?? 0,
    /** Returns its number. An incomplete result does not count until `setWhole`. */
    insertResult(facts: Omit<Result, 'number'>, isWhole: boolean): number {
      const { recipe, run, task, attempt, files, bytes, madeAt } = facts
      return Number(insertResult.run(recipe, run, task, attempt, files, bytes, Number(isWhole), madeAt).lastInsertRowid)
    },
    insertOutput: (result: number, name: string, hash: string): void => void insertOutput.run(result, name, hash),
    setWhole: (number: number, recipe: string | null, files: number, bytes: number): void =>
      void setWhole.run(recipe, files, bytes, number),
    result: (number: number): Result | null => (result.get(number) as Result | undefined) ?? null,
    ofTask: (task: number, attempt: number): Result | null => (ofTask.get(task, attempt) as Result | undefined) ?? null,
    /** The known result of a recipe; of one run alone, if given. */
    ofRecipe: (recipe: string, run: number | null): Result | null =>
      (ofRecipe.get({ recipe, run }) as Result | undefined) ?? null,
    /** Some of its files, by name, after one. */
    outputs: (result: number, after: string, limit: number): Output[] => outputs.all(result, after, limit) as Output[],
    output: (result: number, name: string): Output | null => (named.get(result, name) as Output | undefined) ?? null,
    hasOutput: (result: number, name: string): boolean => named.get(result, name) !== undefined,
  }
}
