import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { temporaryFolder } from '../testing/engine.ts'
import { backUpNow, backUpSlowly, newBackup } from './backup.ts'
import { openDb } from './db.ts'

function openHouse() {
  const folder = temporaryFolder()
  const file = join(folder, 'localflow.db')
  const db = openDb(file)
  onTestFinished(() => void db.close())
  db.exec('CREATE TABLE note (text TEXT) STRICT')
  const backups = join(folder, 'backups')
  mkdirSync(backups)
  return { db, file, backups, path: newBackup(backups, 'daily', 0) }
}

it('a backup has its name when it was found sound, and not before', async () => {
  const { db, backups, path } = openHouse()
  const seen: string[][] = []
  await backUpSlowly(db, path, async (part) => {
    seen.push([part, ...readdirSync(backups)])
    return 'ok'
  })
  expect(seen).toEqual([[`${path}.part`, 'localflow-1970-01-01T00-00-00.000Z-daily.db.part']])
  expect(readdirSync(backups)).toEqual(['localflow-1970-01-01T00-00-00.000Z-daily.db'])
})

it('a damaged backup is not kept, nor are the files next to it', async () => {
  const { db, backups, path } = openHouse()
  const check = async (part: string): Promise<string> => {
    writeFileSync(`${part}-journal`, '')
    return 'page 7 is never used'
  }
  await expect(backUpSlowly(db, path, check)).rejects.toThrow('page 7 is never used')
  expect(readdirSync(backups)).toEqual([])
})

it('what a backup that was cut off left goes with the next one', async () => {
  const { db, backups, path } = openHouse()
  for (const rest of ['', '-journal', '-wal', '-shm']) writeFileSync(join(backups, `localflow-old-daily.db.part${rest}`), '')
  await backUpSlowly(db, path, async () => 'ok')
  expect(readdirSync(backups)).toEqual(['localflow-1970-01-01T00-00-00.000Z-daily.db'])
})

it.skipIf(process.platform === 'win32')(
  'a database, its log and its backups are readable by their owner alone, whatever the umask',
  async () => {
    const umask = process.umask(0)
    onTestFinished(() => void process.umask(umask))
    const { db, file, backups, path } = openHouse()
    db.exec(`INSERT INTO note VALUES ('kept')`)
    await backUpSlowly(db, path, async () => 'ok')
    const before = join(backups, 'before.db')
    backUpNow(db, before)
    const modes = [file, `${file}-wal`, `${file}-shm`, path, before].map((name) => (statSync(name).mode & 0o777).toString(8))
    expect(modes).toEqual(Array(5).fill('600'))
  },
)
