import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../testing/engine.ts'
import { readSecretFile } from './secret-file.ts'

function fileWith(text: string, mode: number): string {
  const path = join(temporaryFolder(), 'secret')
  writeFileSync(path, text)
  chmodSync(path, mode)
  return path
}

describe('a secret in a file', () => {
  it('is made once, readable by its owner alone, and stays', () => {
    const folder = temporaryFolder()
    const path = join(folder, 'secret')
    const secret = readSecretFile(path, 'hex')
    expect(secret).toMatch(/^[0-9a-f]{64}$/)
    expect(readSecretFile(path, 'hex')).toBe(secret)
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(readdirSync(folder)).toEqual(['secret'])
  })

  it('that was created but never written is replaced: an empty one does not count', () => {
    const path = join(temporaryFolder(), 'secret')
    writeFileSync(path, '')
    const secret = readSecretFile(path, 'base64url')
    expect(secret).toMatch(/^[\w-]{43}$/)
    expect(readFileSync(path, 'utf8').trim()).toBe(secret)
  })

  it('left incomplete by a crash is replaced, and leaves nothing behind', () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'secret.new'), 'half')
    const secret = readSecretFile(join(folder, 'secret'), 'hex')
    expect(readSecretFile(join(folder, 'secret'), 'hex')).toBe(secret)
    expect(readdirSync(folder)).toEqual(['secret'])
  })

  it.each([
    ['is a folder', () => temporaryFolder(), /the path is a folder\. Delete it/],
    ['has one character', () => fileWith('x', 0o600), /the file has fewer than 32 characters\. Delete it/],
    ['others could read', () => fileWith('x'.repeat(43), 0o644), /other accounts could read the file \(mode 644\)\. Delete it/],
    [
      'its group could write',
      () => fileWith('x'.repeat(43), 0o620),
      /other accounts could read the file \(mode 620\)\. Delete it/,
    ],
  ])('that %s is refused with the next step, and stays unchanged', (_, make, words) => {
    const path = make()
    expect(() => readSecretFile(path, 'hex')).toThrow(
      expect.objectContaining({ code: 'forbidden', message: expect.stringMatching(words) }),
    )
    expect(readdirSync(dirname(path))).toContain(basename(path))
  })
})
