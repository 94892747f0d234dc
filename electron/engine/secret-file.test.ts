import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readSecretFile } from './secret-file.ts'
import { temporaryFolder } from './testing.ts'

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

  it('that nobody came to write is made anew: the empty one is none', () => {
    const path = join(temporaryFolder(), 'secret')
    writeFileSync(path, '')
    const secret = readSecretFile(path, 'base64url')
    expect(secret).toMatch(/^[\w-]{43}$/)
    expect(readFileSync(path, 'utf8').trim()).toBe(secret)
  })

  it('that somebody died making is made anew, and leaves nothing', () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'secret.new'), 'half')
    const secret = readSecretFile(join(folder, 'secret'), 'hex')
    expect(readSecretFile(join(folder, 'secret'), 'hex')).toBe(secret)
    expect(readdirSync(folder)).toEqual(['secret'])
  })

  it('that cannot be read is not replaced', () => {
    expect(() => readSecretFile(temporaryFolder(), 'hex')).toThrow('EISDIR')
  })
})
