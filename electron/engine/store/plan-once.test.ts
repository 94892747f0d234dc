import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { temporaryFolder } from '../testing/engine.ts'
import { type Db, openDb } from './db.ts'

function withRows(db: Db): Db {
  onTestFinished(() => void db.close())
  db.exec('CREATE TABLE IF NOT EXISTS a (x INTEGER, y INTEGER, PRIMARY KEY (x, y)) WITHOUT ROWID')
  const insert = db.prepare('INSERT OR IGNORE INTO a VALUES (?, ?)')
  for (let n = 1; n < 9; n++) insert.run(n, n)
  return db
}

/** better-sqlite3 makes the shape of the rows anew, as a function, whenever a statement was planned anew. */
function timesPlanned(db: Db, sql: string): number {
  const made = vi.spyOn(globalThis, 'Function')
  const statement = db.prepare(sql)
  for (let n = 2; n < 7; n++) expect(statement.all(n, n)).toHaveLength(1)
  const { length } = made.mock.calls
  made.mockRestore()
  return length
}

describe('a statement', () => {
  it.each([
    'SELECT x FROM a WHERE x = ? ORDER BY y LIMIT min(1, ?)',
    'SELECT a.x, b.y FROM a JOIN a b ON b.x = a.x WHERE a.x = ? AND b.y IS ?',
    'SELECT x FROM a WHERE x = ? AND y > 0 ORDER BY y LIMIT ?',
  ])('is planned once, whatever it is asked for: %s', (sql) => {
    const path = join(temporaryFolder(), 'a.db')
    expect(timesPlanned(withRows(openDb(path)), sql)).toBe(1)
    expect(timesPlanned(withRows(new Database(path)), sql)).toBeGreaterThan(1)
  })
})
