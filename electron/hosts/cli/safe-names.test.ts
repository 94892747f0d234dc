import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, isAbsolute, join, normalize, sep, win32 } from 'node:path'
import { describe, expect, it } from 'vitest'
import { hostileNames } from '../../engine/testing/artifacts.ts'
import { temporaryFolder } from '../../engine/testing/engine.ts'
import { createSafeNames } from './safe-names.ts'

const names = hostileNames().filter((name) => name.replaceAll('/', '') !== '')

describe('the name of an exported file', () => {
  it('stays inside its folder on every system', () => {
    expect(names.length).toBeGreaterThan(300)
    const safe = createSafeNames()
    for (const name of names) {
      const own = safe(name)
      expect(isAbsolute(own) || win32.isAbsolute(own), own).toBe(false)
      expect([normalize(own), win32.normalize(own)], name).toEqual([own, own.replaceAll('/', '\\')])
      for (const part of own.split('/')) {
        expect(part, name).toMatch(/^[^\p{Cc}\p{Cf}\\:*?"<>|]+$/u)
        expect(part, name).not.toMatch(/[. ]$|^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$/i)
        expect(Buffer.byteLength(part), name).toBeLessThan(240)
      }
    }
  })

  it('differs from every other name, also for file systems that ignore case or accents', () => {
    const safe = createSafeNames()
    const own = names.filter((name) => !name.includes('/')).map((name) => safe(name))
    const seen = own.map((name) => name.normalize('NFC').toLowerCase())
    expect(new Set(seen).size).toBe(own.length)
    const again = names.filter((name) => !name.includes('/')).map((name) => safe(name))
    expect(again).toEqual(own)
  })

  it('is accepted by this file system', () => {
    const folder = temporaryFolder()
    const safe = createSafeNames()
    for (const [at, name] of names.entries()) {
      const path = join(folder, 'in', ...safe(`${at}/${name}`).split('/'))
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, String(at), { flag: 'wx' })
      expect(path.startsWith(join(folder, 'in', String(at)) + sep)).toBe(true)
      expect(readFileSync(path, 'utf8')).toBe(String(at))
    }
    expect(readdirSync(folder)).toEqual(['in'])
    expect(readdirSync(join(folder, 'in'))).toHaveLength(names.length)
  })

  it('is unchanged if it is safe', () => {
    const safe = createSafeNames()
    for (const name of ['a', 'sub/b.txt', 'Übersicht 2026.csv', '.hidden', 'a b', '日本.md']) expect(safe(name)).toBe(name)
    expect([safe('a:b'), safe('a?b'), safe('x.tar.gz'), safe('X.TAR.gz')]).toEqual(['a_b', 'a_b (2)', 'x.tar.gz', 'X.TAR (2).gz'])
  })
})
