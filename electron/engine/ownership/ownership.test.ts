import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { folderBeside } from '../store/database-mark.ts'
import { runToEnd, shell, startTestEngine, temporaryFolder, until } from '../testing/engine.ts'

const names = ['backups', 'damaged', 'data-science', 'logs', 'objects', 'runner', 'scripts', 'sockets', 'work']

/** A person's project, whose folders have the names of LocalFlow's own. */
function project(): string {
  const folder = temporaryFolder()
  for (const name of names) {
    mkdirSync(join(folder, name, 'inner'), { recursive: true })
    writeFileSync(join(folder, name, 'inner', 'notes.txt'), name)
    for (const path of [join(folder, name), join(folder, name, 'inner')]) chmodSync(path, 0o755)
    chmodSync(join(folder, name, 'inner', 'notes.txt'), 0o644)
  }
  chmodSync(folder, 0o755)
  return folder
}

/** What lies in the folders of the project, with modes. What LocalFlow keeps beside them comes and goes meanwhile. */
const entries = (folder: string): string[] =>
  names
    .flatMap((name) => [
      name,
      ...readdirSync(join(folder, name), { recursive: true, encoding: 'utf8' }).map((each) => join(name, each)),
    ])
    .map((path) => `${path} ${(statSync(join(folder, path)).mode & 0o777).toString(8)}`)
    .sort()

describe('a database that a person named in a folder with other things', () => {
  it.each(['tasks.db', 'data'])(
    'named %s has all of LocalFlow next to it in one hidden folder, and nothing else is touched',
    async (name) => {
      const folder = project()
      const before = entries(folder)
      if (process.getuid?.() === 0) chownSync(join(folder, 'logs'), 65_534, 65_534)
      const path = join(folder, name)
      const engine = await startTestEngine({ dbPath: path, dataFolder: folderBeside(path) })
      await runToEnd(engine, shell('echo done'))
      expect(entries(folder)).toEqual(before)
      const hidden = `.localflow-${name}`
      const added = readdirSync(folder).filter((each) => !names.includes(each))
      expect(added.sort()).toEqual([hidden, name, `${name}-shm`, `${name}-wal`])
      expect(readdirSync(join(folder, hidden))).toEqual(
        expect.arrayContaining(['database.json', 'logs', 'owner.lock', 'scripts']),
      )
      if (process.platform !== 'win32') expect(statSync(join(folder, hidden)).mode & 0o777).toBe(0o700)
    },
  )

  it('stays with the folder that already has its data, and other databases there get folders of their own', async () => {
    const folder = temporaryFolder()
    const path = join(folder, 'tasks.db')
    const first = await startTestEngine({ dbPath: path, dataFolder: folder, dispatch: false })
    await first.settings.update({ sampleMs: 5_000 })
    first.stop()
    const beside = ['tasks.db', 'other.db'].map((name) => folderBeside(join(folder, name)))
    expect(beside).toEqual([folder, join(folder, '.localflow-other.db')])
    // Releases before the mark left the lock alone.
    rmSync(join(folder, 'database.json'))
    expect(folderBeside(path)).toBe(folder)
    const second = await startTestEngine({ dbPath: path, dataFolder: folderBeside(path), dispatch: false })
    expect(second.settings.get()).toMatchObject({ sampleMs: 5_000 })
  })

  it('is refused if other accounts can write to its folder', async () => {
    const folder = temporaryFolder()
    chmodSync(folder, 0o775)
    const path = join(folder, 'tasks.db')
    await expect(startTestEngine({ dbPath: path, dataFolder: folderBeside(path) })).rejects.toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining(`Could not use ${folder}: other accounts can write to it`),
    })
    expect(readdirSync(folder)).toEqual([])
  })
})

describe('a data folder that a person named', () => {
  it('keeps files of other programs in its folders work and objects', async () => {
    const folder = project()
    mkdirSync(join(folder, 'objects', 'drafts'))
    writeFileSync(join(folder, 'objects', 'drafts', 'letter.txt'), 'x')
    const left = join(folder, 'work', '019ac0de-0000-7000-8000-000000000000')
    mkdirSync(left)
    await startTestEngine({ dataFolder: folder })
    await until(() => !existsSync(left))
    const kept = ['work/inner/notes.txt', 'objects/drafts/letter.txt'].map((path) => existsSync(join(folder, path)))
    expect(kept).toEqual([true, true])
  })
})
