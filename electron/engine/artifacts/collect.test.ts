import { execFileSync } from 'node:child_process'
import { chmodSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { OutputFile } from '../store/objects.ts'
import { hostileNames, possibleHere } from '../testing/artifacts.ts'
import { temporaryFolder } from '../testing/engine.ts'
import { filesUnder } from '../testing/files-with.ts'
import { collect, listPath, valuesName } from './collect.ts'
import { createFolders } from './folders.ts'
import { verify } from './ingest.ts'
import { objectPath } from './object-path.ts'

function place(): {
  folder: string
  objects: string
  outside: string
  refused: (string | null)[]
  take(most?: number, isStrict?: boolean): Promise<OutputFile[]>
} {
  const root = temporaryFolder()
  const [folder, objects, outside] = [join(root, 'out'), join(root, 'objects'), join(root, 'outside')]
  const refused: (string | null)[] = []
  mkdirSync(folder)
  mkdirSync(outside)
  writeFileSync(join(outside, 'secret'), 'a secret')
  const take = async (most = 1_000, isStrict = true): Promise<OutputFile[]> => {
    const found: OutputFile[] = []
    refused.push(
      await collect({ folder, objects, most, isStrict, folders: createFolders(), tell: (files) => void found.push(...files) }),
    )
    return found
  }
  return { folder, objects, outside, refused, take }
}

const hashOfText = (text: string): string => execFileSync('sha256sum', { input: text }).toString().slice(0, 64)

describe('files in the output folder of a script', () => {
  it('is kept once by its hash, read-only, under the names that it had', async () => {
    const { folder, objects, take } = place()
    mkdirSync(join(folder, 'deep', 'er'), { recursive: true })
    for (const name of ['a', 'deep/b', 'deep/er/c']) writeFileSync(join(folder, name), name === 'a' ? 'other' : 'same')
    const files = await take()
    expect(files.map(({ name, hash, size }) => [name, hash, size])).toEqual([
      ['a', hashOfText('other'), 5],
      ['deep/b', hashOfText('same'), 4],
      ['deep/er/c', hashOfText('same'), 4],
    ])
    const kept = objectPath(objects, hashOfText('same'))
    expect([readFileSync(kept, 'utf8'), statSync(kept).mode & 0o777]).toEqual(['same', 0o400])
    expect(filesUnder(objects)).toHaveLength(2)
  })

  it.each([
    [
      'a symbolic link to a file elsewhere',
      ({ folder, outside }) => symlinkSync(join(outside, 'secret'), join(folder, 'x')),
      'a symbolic link',
    ],
    [
      'a symbolic link to a folder elsewhere',
      ({ folder, outside }) => symlinkSync(outside, join(folder, 'x')),
      'a symbolic link',
    ],
    ['a symbolic link to nothing', ({ folder }) => symlinkSync('/no/such', join(folder, 'x')), 'a symbolic link'],
    ['a named pipe', ({ folder }) => execFileSync('mkfifo', [join(folder, 'x')]), 'a named pipe'],
    [
      'a name that is not UTF-8',
      ({ folder }) => writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0x61, 0xff])]), ''),
      'not valid UTF-8',
    ],
    ['no folder any more', ({ folder }) => rmSync(folder, { recursive: true }), 'The run deleted its output folder'],
    [
      'a link where the folder was',
      ({ folder, outside }) => {
        rmSync(folder, { recursive: true })
        symlinkSync(outside, folder)
      },
      'The run deleted its output folder',
    ],
    [
      'folders without an end',
      ({ folder }) => mkdirSync(join(folder, ...Array.from({ length: 120 }, () => 'd')), { recursive: true }),
      'folders deep',
    ],
  ] as [string, (at: ReturnType<typeof place>) => unknown, string][])(
    'are refused without being read: %s',
    async (_, spoil, words) => {
      const at = place()
      writeFileSync(join(at.folder, 'a'), 'fine')
      spoil(at)
      await expect(at.take()).rejects.toThrow(words)
      expect(filesUnder(at.objects)).toEqual([])
    },
  )

  it('is kept as far as possible if not strict, and the problems are reported', async () => {
    const { folder, outside, refused, take } = place()
    for (const name of ['a', 'b']) writeFileSync(join(folder, name), name)
    symlinkSync(join(outside, 'secret'), join(folder, 'x'))
    execFileSync('mkfifo', [join(folder, 'y')])
    expect((await take(1_000, false)).map(({ name }) => name)).toEqual(['a', 'b'])
    expect(refused).toEqual(['"x" in the output folder is a symbolic link. LocalFlow only keeps files. And 1 more.'])
  })

  it('may be many files, but not more than that', async () => {
    const { folder, take } = place()
    for (let n = 0; n < 12; n++) writeFileSync(join(folder, String(n)), String(n))
    await expect(take(10)).rejects.toThrow('more than 10 files')
    expect(await take(12)).toHaveLength(12)
  })

  it('may have any name that a system allows, and is reported by it', async () => {
    const { folder, take } = place()
    const names = possibleHere(hostileNames()).filter((name) => !name.includes('/') && name !== valuesName)
    expect(names.length).toBeGreaterThan(150)
    for (const [index, name] of names.entries()) writeFileSync(join(folder, name), String(index))
    expect((await take()).map(({ name }) => name).sort()).toEqual([...names].sort())
  })

  it('are copied if they have another hard link, which stays unchanged', async () => {
    const { folder, outside, take } = place()
    linkSync(join(outside, 'secret'), join(folder, 'linked'))
    chmodSync(join(outside, 'secret'), 0o640)
    expect(await take()).toMatchObject([{ name: 'linked', hash: hashOfText('a secret') }])
    expect(statSync(join(outside, 'secret')).mode & 0o777).toBe(0o640)
  })

  it('is found again by the next who looks, when the first was cut off in the middle', async () => {
    const { folder, objects, take } = place()
    for (const name of ['a', 'b', 'c']) writeFileSync(join(folder, name), name)
    await take()
    // Only one of the files had been moved when the power failed.
    const back = objectPath(objects, hashOfText('b'))
    renameSync(back, join(folder, 'b'))
    expect(readFileSync(listPath(folder), 'utf8').trim().split('\n')).toHaveLength(3)
    expect((await take()).map(({ name }) => name).sort()).toEqual(['a', 'b', 'c'])
  })

  it('are identified by their content alone', async () => {
    const { folder, objects, take } = place()
    writeFileSync(join(folder, 'a'), 'text')
    const [file] = await take()
    expect(await verify(file?.hash ?? '', objects)).toEqual({ hash: file?.hash, size: 4, stamp: file?.stamp })
    const path = objectPath(objects, file?.hash ?? '')
    chmodSync(path, 0o600)
    writeFileSync(path, 'tex!')
    expect(await verify(file?.hash ?? '', objects)).toBeNull()
  })
})
