import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { listFolder } from './list-folder.ts'

function folderWith(...names: string[]): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'lf-paths-')))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const name of names) {
    if (name.endsWith('/')) mkdirSync(join(folder, name))
    else writeFileSync(join(folder, name), '')
  }
  return folder
}

it('a folder is listed by the start of a name, folders first, hidden names only after a dot', async () => {
  const folder = folderWith('photos/', 'Plan.md', 'notes.txt', '.profile')
  symlinkSync(join(folder, 'photos'), join(folder, 'pics'))
  const { items } = await listFolder(join(folder, 'p'), 'file')
  expect(items).toEqual([
    { name: 'photos', path: join(folder, 'photos'), isFolder: true },
    { name: 'pics', path: join(folder, 'pics'), isFolder: true },
    { name: 'Plan.md', path: join(folder, 'Plan.md'), isFolder: false },
  ])
  expect((await listFolder(`${folder}/`, 'folder')).items.map(({ name }) => name)).toEqual(['photos', 'pics'])
  expect((await listFolder(join(folder, '.p'), 'file')).items.map(({ name }) => name)).toEqual(['.profile'])
})

it('a large folder is cut off, and says so', async () => {
  const folder = folderWith(...Array.from({ length: 250 }, (_, at) => `f${at}`))
  const found = await listFolder(`${folder}/`, 'file')
  expect(found.items).toHaveLength(200)
  expect(found.more).toBe(true)
})

it('a folder that cannot be read says why; a relative path is refused', async () => {
  const folder = folderWith('a')
  expect((await listFolder(join(folder, 'none', 'x'), 'file')).problem).toBe(`There is no folder ${join(folder, 'none')}`)
  expect((await listFolder(join(folder, 'a', 'x'), 'file')).problem).toBe(`${join(folder, 'a')} is not a folder`)
  await expect(listFolder('photos', 'file')).rejects.toThrow('path: must be a full path or begin with ~/')
})
