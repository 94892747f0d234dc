import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path'
import * as z from 'zod'
import { AppError } from '../../../shared/errors.ts'
import { newestBackup } from './backup.ts'
import type { Db } from './db.ts'

/**
 * By path: the ids of earlier databases, whose backups may come back; `gone` once the person knows that the newest of them
 * is missing.
 */
const Mark = z.record(z.string(), z.object({ ids: z.array(z.string()), gone: z.boolean() }))
type Mark = z.infer<typeof Mark>

/** What the data folder records about its database, in a file next to it: a missing database must not pass for a first start. */
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
    /** Whether the database had tables before. Without a mark, files that only a used data folder has prove it. */
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
    /** Gives the database an id if it has none, and records it. Call when its tables exist. */
    keep(db: Db): void {
      const id = readId(db) ?? randomUUID()
      if (readId(db) === null) writeId(db, id)
      if (!gone && ids.includes(id)) return
      // From here on its tables are expected, so they must not be in the log alone.
      db.pragma('wal_checkpoint(TRUNCATE)')
      write({ ids: [...new Set([...ids, id])], gone: false })
    },
    /** The person knows that it is gone; an empty one may replace it at the next start. */
    giveUp(): void {
      write({ ids, gone: true })
    },
  }
}

/**
 * The data folder of a database that was named without one: a hidden folder next to it, because the folder of the database
 * may have other things called `logs` or `work`. Earlier releases used that folder itself: if one did so for this database,
 * it stays.
 */
export function folderBeside(dbPath: string): string {
  const folder = dirname(dbPath)
  const mark = markIn(folder)
  const isDataFolder = mark === null ? existsSync(join(folder, 'owner.lock')) : Object.hasOwn(mark, basename(dbPath))
  return isDataFolder ? folder : join(folder, `.localflow-${basename(dbPath)}`)
}

/** A file of that name may also be the person's, with any content. */
function markIn(folder: string): Mark | null {
  try {
    return parsed(join(folder, 'database.json'))
  } catch {
    return null
  }
}

/** A folder that moved with its database keeps its name for it. */
function nameOf(dataFolder: string, dbPath: string): string {
  const inside = relative(dataFolder, dbPath)
  const isNear = inside === join('..', basename(dbPath)) || !(inside.startsWith('..') || isAbsolute(inside))
  return isNear ? inside : dbPath
}

/** Null: there is none, or it is unreadable. */
function parsed(path: string): Mark | null {
  if (!existsSync(path)) return null
  const text = readFileSync(path, 'utf8')
  try {
    return Mark.parse(JSON.parse(text))
  } catch {
    return null
  }
}

/** Stored among the settings, though no person sets it. */
const idKey = 'databaseId'

function readId(db: Db): string | null {
  const hasSettings = db.prepare(`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'setting'`).get()
  if (!hasSettings) return null
  const value = db.prepare('SELECT value FROM setting WHERE key = ?').pluck().get(idKey) as string | undefined
  return value?.replaceAll('"', '') ?? null
}

const writeId = (db: Db, id: string): void =>
  void db.prepare('INSERT INTO setting (key, value) VALUES (?, ?)').run(idKey, JSON.stringify(id))
