import type { Db } from './db.ts'

/** A parameter that a value is compared to, or that limits a list. */
const parameter = /(=|<>|\bIS|\bLIMIT|\bOFFSET)\s*(?=[?:])/g

/**
 * Has statements planned once. SQLite looks at the values that parameters are bound to, and plans anew whenever they change:
 * for us each time, at several times the cost of what is asked. A sign before the parameter, which changes nothing of its value,
 * keeps it from looking (there is a switch for it, which better-sqlite3 does not offer).
 */
export function planOnce(db: Db): void {
  const prepare = db.prepare.bind(db)
  db.prepare = ((sql: string) => prepare(sql.replaceAll(parameter, '$1 +'))) as Db['prepare']
}
