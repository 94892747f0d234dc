import { appendFileSync, existsSync, readFileSync, realpathSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import type { KeptFile, OutputFile } from '../store/objects.ts'
import type { Folders } from './folders.ts'
import { place, prepare, seen, verify } from './ingest.ts'
import { objectPath } from './object-path.ts'
import { type Found, Unfit, walk } from './walk.ts'

/** Files that are handled together. */
const together = 500
/** Flushes that are awaited at the same time. */
const atOnce = 8

/** Next to an output folder: the list of its files that are already stored by their hash. */
export const listPath = (folder: string): string => `${folder}.kept`

/** A file with values for later nodes; it is not an artifact. */
export const valuesName = '.outputs.json'

type Collecting = {
  folder: string
  objects: string
  most: number
  /** A file that cannot be kept is a reason to keep none. */
  isStrict: boolean
  folders: Folders
  /** Gets the stored files, some at a time. */
  tell: (files: OutputFile[]) => void
}

/**
 * Stores all files of an output folder. If it is interrupted, the next call completes it, because a list has the files
 * already taken. Returns the problems as sentences for the author of the script; if one is a reason to keep none, it throws
 * Unfit instead.
 */
export async function collect({ folder, objects, most, isStrict, folders, tell }: Collecting): Promise<string | null> {
  const refused: string[] = []
  const refuse = (words: string): void => {
    if (isStrict) throw new Unfit(words)
    refused.push(words)
  }
  for (const files of inGroups(await takenBefore(folder, objects))) tell(files)
  // Checked completely before anything is moved, so that an unfit folder stays unchanged.
  const found = [...walk({ folder, most, leftOut: valuesName, refuse })]
  if (found.length > 0) {
    const places = { root: realpathSync.native(folder), objects, folders, list: listPath(folder), refuse }
    for (const group of inGroups(found)) tell(await takeIn(group, places))
  }
  const [first, ...others] = refused
  return first === undefined ? null : `${first}${others.length > 0 ? ` And ${others.length} more.` : ''}`
}

type Places = { root: string; objects: string; folders: Folders; list: string; refuse: (words: string) => void }

async function takeIn(group: Found[], { root, objects, folders, list, refuse }: Places): Promise<OutputFile[]> {
  const prepared = await inTurn(group, (file) =>
    prepare(file, root, join(objects, 'drafts')).catch((error: unknown) => {
      if (!(error instanceof Unfit)) throw error
      refuse(error.message)
      return null
    }),
  )
  const ready = prepared.filter((file) => file !== null)
  appendFileSync(list, ready.map(({ name, hash, size }) => `${JSON.stringify([name, hash, size])}\n`).join(''), { mode: 0o600 })
  return inTurn(ready, async (file) => ({ ...(await place(file, objects, folders)), name: file.name }))
}

/** Files that an earlier call had taken, and that are therefore no longer in the folder. */
async function takenBefore(folder: string, objects: string): Promise<OutputFile[]> {
  const list = listPath(folder)
  const lines = existsSync(list) ? readFileSync(list, 'utf8').split('\n').slice(0, -1) : []
  const taken: OutputFile[] = []
  for (const line of lines) {
    const [name, hash, size] = JSON.parse(line) as [string, string, number]
    if (seen(join(folder, name))) continue
    const kept = await freshened(hash, objects)
    if (!kept)
      throw new Unfit(
        `"${name}" was moved out of its output folder, but is missing from the artifact store: ${objectPath(objects, hash)}.`,
      )
    taken.push({ ...kept, name, size })
  }
  return taken
}

/** Marks a file as recently used, so that the clean-up leaves it. */
async function freshened(hash: string, objects: string): Promise<KeptFile | null> {
  const [path, now] = [objectPath(objects, hash), new Date()]
  if (!seen(path)) return null
  utimesSync(path, now, now)
  return verify(hash, objects)
}

function* inGroups<T>(items: T[]): Generator<T[]> {
  for (let at = 0; at < items.length; at += together) yield items.slice(at, at + together)
}

/** A few at the same time, in their order. */
async function inTurn<T, R>(items: T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const done: R[] = []
  let next = 0
  const worker = async (): Promise<void> => {
    for (let at = next++; at < items.length; at = next++) done[at] = await work(items[at] as T)
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker))
  return done
}
