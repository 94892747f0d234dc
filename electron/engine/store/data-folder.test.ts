import { chmodSync, chownSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../testing/engine.ts'
import { closeOwnFiles, openDataFolder } from './data-folder.ts'

const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8)

/** A folder as an earlier release left it under a permissive umask. */
function openFolder(mode = 0o755): string {
  const folder = temporaryFolder()
  for (const name of ['logs', 'sockets']) mkdirSync(join(folder, name))
  for (const name of ['localflow.db', 'localflow.db-wal', 'localflow.log', 'api-token', 'notes.txt'])
    writeFileSync(join(folder, name), 'x')
  for (const name of ['logs', 'sockets']) chmodSync(join(folder, name), 0o755)
  for (const name of ['localflow.db', 'localflow.db-wal', 'localflow.log', 'api-token', 'notes.txt'])
    chmodSync(join(folder, name), 0o644)
  chmodSync(folder, mode)
  return folder
}

it('a data folder that does not exist is created with those above it; where none can be, LocalFlow says so at once', () => {
  const folder = join(temporaryFolder(), 'a', 'b')
  expect(openDataFolder(folder)).toBe(folder)
  expect(() => openDataFolder(join(import.meta.filename, 'a', 'b'))).toThrow('Could not write to the data folder')
  // Node's recursive mkdir never returns here.
  if (process.platform === 'linux') expect(() => openDataFolder('/proc/localflow/a')).toThrow('(ENOENT). Choose another')
})

describe.skipIf(process.platform === 'win32')('a data folder that exists', () => {
  it('with mode 755 becomes 700, with all that LocalFlow keeps at its top; secrets and what is not ours stay', () => {
    const folder = openFolder()
    expect(openDataFolder(folder)).toBe(folder)
    closeOwnFiles(folder, join(folder, 'localflow.db'))
    const names = ['.', 'logs', 'sockets', 'localflow.db', 'localflow.db-wal', 'localflow.log', 'api-token', 'notes.txt']
    expect(names.map((name) => modeOf(join(folder, name)))).toEqual(['700', '700', '700', '600', '600', '600', '644', '644'])
  })

  it('is refused where other accounts could put something into it, or into a file of it; an empty one is closed', () => {
    const refused = expect.objectContaining({
      code: 'forbidden',
      message: expect.stringContaining('other accounts can write to it'),
    })
    expect(() => openDataFolder(openFolder(0o777))).toThrow(refused)
    const folder = openFolder()
    chmodSync(join(folder, 'localflow.log'), 0o666)
    expect(() => closeOwnFiles(openDataFolder(folder), join(folder, 'localflow.db'))).toThrow(refused)
    const empty = temporaryFolder()
    chmodSync(empty, 0o777)
    expect(modeOf(openDataFolder(empty))).toBe('700')
  })

  it('is reached by way of a link: its target is what counts', () => {
    const [folder, link] = [openFolder(), join(temporaryFolder(), 'link')]
    symlinkSync(folder, link)
    expect(openDataFolder(link)).toBe(folder)
    expect(modeOf(folder)).toBe('700')
  })

  it('and was named for its database alone keeps its mode, unless other accounts can write to it', () => {
    const folder = openFolder()
    openDataFolder(folder, true)
    closeOwnFiles(folder, join(folder, 'localflow.db'), true)
    expect([modeOf(folder), modeOf(join(folder, 'localflow.db'))]).toEqual(['755', '600'])
    chmodSync(folder, 0o775)
    expect(() => openDataFolder(folder, true)).toThrow(
      expect.objectContaining({
        code: 'forbidden',
        message: expect.stringMatching(/other accounts can write to it\. Check its content, then run chmod go-w/),
      }),
    )
  })

  it('and was named for its database alone keeps the modes of folders, and of files whose names start like that of the database', () => {
    const folder = openFolder()
    const others = ['localflow.db-notes', 'localflow.db.csv', 'localflow.database.txt']
    for (const name of others) writeFileSync(join(folder, name), 'x')
    for (const name of others) chmodSync(join(folder, name), 0o644)
    closeOwnFiles(folder, join(folder, 'localflow.db'), true)
    expect(['logs', 'sockets'].map((name) => modeOf(join(folder, name)))).toEqual(['755', '755'])
    closeOwnFiles(folder, join(folder, 'localflow.db'))
    expect(others.map((name) => modeOf(join(folder, name)))).toEqual(['644', '644', '644'])
  })

  it.skipIf(process.getuid?.() !== 0).each(['.', 'localflow.db', 'api-token', 'logs'])(
    'is refused where another account made %s',
    (name) => {
      const folder = openFolder()
      chownSync(join(folder, name), 65_534, 65_534)
      expect(() => closeOwnFiles(openDataFolder(folder), join(folder, 'localflow.db'))).toThrow(
        expect.objectContaining({
          code: 'forbidden',
          message: expect.stringContaining('belongs to another account (user id 65534)'),
        }),
      )
    },
  )
})
