import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { migrationsFolder, openTestStore, temporaryFolder } from '../testing/engine.ts'
import { closedDatabase } from '../testing/store.ts'
import { openStore } from './store.ts'

const open = (folder: string) =>
  openStore({ dataFolder: folder, dbPath: join(folder, 'localflow.db'), migrationsFolder, now: 0 }, () => {}).close()

it('a damaged database is kept untouched, with the write-ahead log that a crash left', async () => {
  const store = openTestStore()
  const event = (id: string) =>
    store.submit('save a job', () => store.events.append({ at: 1, noun: 'job', id, type: 'x', data: { t: 'word '.repeat(40) } }))
  for (let n = 0; n < 50; n++) await event(`r${n}`)
  const folder = temporaryFolder()
  const path = join(folder, 'localflow.db')
  await store.backUp('x', 0).then((copy) => copyFileSync(copy, path))
  copyFileSync(`${store.path}-wal`, `${path}-wal`)
  copyFileSync(store.path, path)
  const bytes = readFileSync(path)
  // A page that no transaction of the log replaces.
  const other = new Database(store.path)
  other.pragma('wal_checkpoint(RESTART)')
  other.close()
  copyFileSync(store.path, path)
  await event('in the log')
  copyFileSync(`${store.path}-wal`, `${path}-wal`)
  const damaged = readFileSync(path)
  damaged.fill(0, 4096 * 12, 4096 * 13)
  writeFileSync(path, damaged)
  const wal = readFileSync(`${path}-wal`)
  expect(() => open(folder)).toThrow(/damaged/)
  const kept = join(folder, 'damaged', readdirSync(join(folder, 'damaged'))[0] ?? '')
  expect(readdirSync(kept).sort()).toContain('localflow.db-wal')
  expect(readFileSync(join(kept, 'localflow.db')).equals(damaged)).toBe(true)
  expect(readFileSync(join(kept, 'localflow.db-wal')).equals(wal)).toBe(true)
  void bytes
})

it.each([
  ['a column has another name', (bytes: Buffer) => bytes.write('drapped_bytes', bytes.indexOf('dropped_bytes'))],
  ['its schema format is unknown', (bytes: Buffer) => bytes.writeUInt32BE(77, 44)],
  ['its version was lost', (bytes: Buffer) => bytes.writeUInt32BE(0, 60)],
])('a database in which %s is damaged too: it is kept aside, and the message says what to do', (_, harm) => {
  const folder = temporaryFolder()
  const path = closedDatabase(folder)
  const bytes = readFileSync(path)
  harm(bytes)
  writeFileSync(path, bytes)
  expect(() => open(folder)).toThrow(expect.objectContaining({ code: 'unavailable' }))
})

it("another program's database is refused untouched", () => {
  const folder = temporaryFolder()
  mkdirSync(folder, { recursive: true })
  const path = join(folder, 'localflow.db')
  const db = new Database(path)
  db.exec(`CREATE TABLE bookmarks (url TEXT); INSERT INTO bookmarks VALUES ('https://example.org')`)
  db.close()
  const before = readFileSync(path)
  expect(() => open(folder)).toThrow(expect.objectContaining({ code: 'conflict' }))
  expect(readFileSync(path).equals(before)).toBe(true)
})
