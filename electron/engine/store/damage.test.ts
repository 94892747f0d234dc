import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { AppError } from '../../../shared/errors.ts'
import { migrationsFolder, temporaryFolder } from '../testing/engine.ts'
import { closedDatabase, seeded } from '../testing/store.ts'
import { openDb } from './db.ts'
import { openStore, type Store } from './store.ts'

const noon = Date.UTC(2026, 0, 5, 12)

/** A closed database of some pages with known content. */
function filledDatabase(folder: string): string {
  const path = closedDatabase(folder)
  const db = openDb(path)
  const insert = db.prepare(`INSERT INTO event (at, noun, id, type, data) VALUES (1, 'job', ?, 'created', ?)`)
  for (let n = 0; n < 400; n++) insert.run(`run-${n}`, JSON.stringify({ text: 'word '.repeat(20) }))
  db.close()
  return path
}

type Opening = { store: Store } | { error: unknown }

function tryOpen(folder: string): Opening {
  try {
    const store = openStore({ dataFolder: folder, dbPath: join(folder, 'localflow.db'), migrationsFolder, now: noon }, () => {})
    onTestFinished(() => store.close())
    return { store }
  } catch (error) {
    return { error }
  }
}

/** Opens a damaged database; returns the message and the folder of its copy. */
function openDamaged(folder: string): { message: string; kept: string } {
  const opening = tryOpen(folder)
  if (!('error' in opening) || !(opening.error instanceof AppError))
    throw new Error(`It opened, or failed otherwise: ${JSON.stringify(opening)}`)
  expect(opening.error.code).toBe('unavailable')
  const kept = join(folder, 'damaged', readdirSync(join(folder, 'damaged'))[0] ?? '')
  expect(opening.error.message).toContain(kept)
  return { message: opening.error.message, kept }
}

describe('a file that is not a valid database', () => {
  const harm: Record<string, (bytes: Buffer) => Buffer> = {
    'is text': () => Buffer.from('Dear diary, '.repeat(500)),
    'is cut in the middle of a page': (bytes) => bytes.subarray(0, bytes.length / 2 + 100),
    'has lost its last pages': (bytes) => bytes.subarray(0, bytes.length - 3 * 4096),
    'has a first page of zeros': (bytes) => bytes.fill(0, 0, 4096),
    'has a page of zeros': (bytes) => bytes.fill(0, 4096, 8192),
    'has a page of noise': (bytes) => bytes.fill('noise', 2 * 4096, 3 * 4096),
  }

  it.each(Object.entries(harm))('because it %s is kept aside, byte for byte, and the message says where', (_, change) => {
    const folder = temporaryFolder()
    const path = filledDatabase(folder)
    const damaged = change(readFileSync(path))
    writeFileSync(path, damaged)
    const { message, kept } = openDamaged(folder)
    expect(message).toContain('There is no backup yet')
    expect(readFileSync(join(kept, 'localflow.db')).equals(damaged)).toBe(true)
    expect(existsSync(path)).toBe(false)
  })

  it('makes room for an empty one at the next start', () => {
    const folder = temporaryFolder()
    writeFileSync(filledDatabase(folder), 'gone')
    openDamaged(folder)
    expect(tryOpen(folder)).toHaveProperty('store')
  })

  it('is answered with the newest backup and where to copy it', () => {
    const folder = temporaryFolder()
    const path = filledDatabase(folder)
    const bytes = readFileSync(path)
    const backups = join(folder, 'backups')
    mkdirSync(backups)
    for (const day of [1, 3, 2]) writeFileSync(join(backups, `localflow-2026-01-0${day}T00-00-00.000Z-nightly.db`), bytes)
    writeFileSync(path, 'gone')
    const { message } = openDamaged(folder)
    const backup = join(backups, 'localflow-2026-01-03T00-00-00.000Z-nightly.db')
    expect(message).toContain(`copy ${backup} to ${path}`)
    writeFileSync(path, readFileSync(backup))
    const opening = tryOpen(folder)
    expect('store' in opening && opening.store.events.newestSeq()).toBe(400)
  })
})

describe('harmless states of a database', () => {
  it('is an empty file: a first start was cut off there', () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'localflow.db'), '')
    expect(tryOpen(folder)).toHaveProperty('store')
  })

  it('is a write-ahead log of another database: it is ignored', () => {
    const folder = temporaryFolder()
    const path = filledDatabase(folder)
    writeFileSync(`${path}-wal`, 'x'.repeat(10_000))
    const opening = tryOpen(folder)
    expect('store' in opening && opening.store.events.newestSeq()).toBe(400)
  })

  it('include a missing write-ahead log: the content of the file is there', () => {
    const folder = temporaryFolder()
    const path = filledDatabase(folder)
    rmSync(`${path}-wal`, { force: true })
    const opening = tryOpen(folder)
    expect('store' in opening && opening.store.events.newestSeq()).toBe(400)
  })
})

it('flipped bytes in many places end in a working store or a database kept aside, within seconds', () => {
  const folder = temporaryFolder()
  const path = filledDatabase(folder)
  const sound = readFileSync(path)
  const history = sound.indexOf('run-0') - 4096
  const random = seeded(20_260_105)
  const seen = { opened: 0, aside: 0 }
  for (let round = 0; round < 200; round++) {
    const bytes = Buffer.from(sound)
    // In the history, which is the largest part of any database.
    for (let flips = 1 + (round % 4); flips > 0; flips--) {
      const at = history + Math.floor(random() * (bytes.length - history))
      bytes.writeUInt8(bytes.readUInt8(at) ^ (1 + Math.floor(random() * 255)), at)
    }
    const own = join(folder, String(round))
    mkdirSync(own)
    writeFileSync(join(own, 'localflow.db'), bytes)
    const opening = tryOpen(own)
    if ('store' in opening) seen.opened++
    else {
      expect(opening.error, `round ${round}`).toMatchObject({ code: 'unavailable', message: expect.stringContaining('damaged') })
      expect(statSync(join(own, 'damaged')).isDirectory()).toBe(true)
      seen.aside++
    }
  }
  expect(seen.opened).toBeGreaterThan(0)
  expect(seen.aside).toBeGreaterThan(0)
}, 60_000)
