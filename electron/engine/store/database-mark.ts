import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path'
import * as z from 'zod'
import { AppError } from '../../../shared/errors.ts'
import { newestBackup } from './backup.ts'
import type { Db } from './db.ts'

/**
 * By path: the ids of the databases that were there, whose backups may come back; `gone` once the person was told that the
 * newest of them is missing.
 */
const Mark = z.record(z.string(), z.object({ ids: z.array(z.string()), gone: z.boolean() }))
type Mark = z.infer<typeof Mark>

/** What the data folder knows of its database, in a file beside it: a database that is gone must not pass for a first start. */
export function readMark(dataFolder: string, dbPath: string) {
  const path = join(dataFolder, 'database.json')
  const name = nameOf(dataFolder, resolve(dbPath))
  const mark = parsed(path)
  const { ids, gone } = mark?.[name] ?? { ids: [], gone: true }

  function write(value: Mark[string]): void {
    writeFileSync(`${path}.new`, `${JSON.stringify({ ...mark, [name]: value }, null, 2)}\n`, { mode: 0o600 })
    renameSync(`${path}.new`, path)
  }

  return {
    /** It held tables before. Where no mark was written yet, what only a used data folder has says so. */
    wasMade:
      !gone ||
      (mark === null && (newestBackup(join(dataFolder, 'backups')) !== null || existsSync(join(dataFolder, 'secret-key')))),
    /** Throws `conflict` for the database of another data folder, before anything is written to it. */
    requireSame(db: Db): void {
      const found = readId(db)
      if (ids.length === 0 || found === null || ids.includes(found)) return
      throw new AppError(
        'conflict',
        `Could not open ${dbPath}: it is not the database of this data folder. Nothing was changed. ` +
          `Restore the right file, or delete ${path} and start LocalFlow again to use this one.`,
      )
    },
    /** Gives the database an id where it has none, and remembers it. To be called when its tables are there. */
    keep(db: Db): void {
      const id = readId(db) ?? randomUUID()
      if (readId(db) === null) writeId(db, id)
      if (!gone && ids.includes(id)) return
      // From here on its tables are expected: they must not stand in the log alone.
      db.pragma('wal_checkpoint(TRUNCATE)')
      write({ ids: [...new Set([...ids, id])], gone: false })
    },
    /** The person is told that it is gone; an empty one may take its place at the next start. */
    giveUp(): void {
      write({ ids, gone: true })
    },
  }
}

/**
 * The data folder of a database that was named without one: a hidden folder beside it, since its own folder is the person's, who may
 * have other things called `logs` or `work`. Earlier releases used the folder itself: where one did so for this database, it stays.
 */
export function folderBeside(dbPath: string): string {
  const folder = dirname(dbPath)
  const mark = markIn(folder)
  const isDataFolder = mark === null ? existsSync(join(folder, 'owner.lock')) : Object.hasOwn(mark, basename(dbPath))
  return isDataFolder ? folder : join(folder, `.localflow-${basename(dbPath)}`)
}

/** A file of that name may also be the person's, and be anything. */
function markIn(folder: string): Mark | null {
  try {
    return parsed(join(folder, 'database.json'))
  } catch {
    return null
  }
}

/** What was moved together is still the same. */
function nameOf(dataFolder: string, dbPath: string): string {
  const inside = relative(dataFolder, dbPath)
  const isNear = inside === join('..', basename(dbPath)) || !(inside.startsWith('..') || isAbsolute(inside))
  return isNear ? inside : dbPath
}

/** Null: there is none, or none that can be understood. */
function parsed(path: string): Mark | null {
  if (!existsSync(path)) return null
  const text = readFileSync(path, 'utf8')
  try {
    return Mark.parse(JSON.parse(text))
  } catch {
    return null
  }
}

/** Among the settings, though nobody sets it. */
const idKey = 'databaseId'

function readId(db: Db): string | null {
  const hasSettings = db.prepare(`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'setting'`).get()
  if (!hasSettings) return null
  const value = db.prepare('SELECT value FROM setting WHERE key = ?').pluck().get(idKey) as string | undefined
  return value?.replaceAll('"', '') ?? null
}

const writeId = (db: Db, id: string): void =>
  void db.prepare('INSERT INTO setting (key, value) VALUES (?, ?)').run(idKey, JSON.stringify(id))
