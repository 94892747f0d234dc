import { type Dirent, lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

export type Found = { name: string; path: string }

/** A file in an output folder that cannot be kept, and why. */
export class Unfit extends Error {}

const deepest = 100

type Walk = {
  folder: string
  /** The most files. */
  most: number
  /** A name at the top level that is left out. */
  leftOut: string
  /**
   * Gets entries that are neither files nor folders, names that are not UTF-8, and excess; unless it throws, the entry is
   * left out.
   */
  refuse: (words: string) => void
}

/** The files of a folder and its subfolders, by names with "/". Links are not followed. */
export function* walk({ folder, most, leftOut, refuse }: Walk): Generator<Found> {
  const waiting = [{ name: '', path: folder }]
  let count = 0
  if (!lstatSync(folder, { throwIfNoEntry: false })?.isDirectory())
    return refuse('The run deleted its output folder (OUTPUT_DIR) with everything in it.')
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    for (const entry of readdirSync(next.path, { withFileTypes: true, encoding: 'buffer' }).sort(byName)) {
      const own = entry.name.toString('utf8')
      if (next.name === '' && own === leftOut) continue
      const name = next.name === '' ? own : `${next.name}/${own}`
      const path = join(next.path, own)
      if (Buffer.compare(Buffer.from(own), entry.name) !== 0) {
        refuse(`The name of a file in the output folder is not valid UTF-8: "${shown(name)}".`)
      } else if (entry.isDirectory()) {
        if (name.split('/').length > deepest) refuse(`"${shown(name)}" is nested more than ${deepest} folders deep.`)
        else waiting.push({ name, path })
      } else if (!entry.isFile()) {
        refuse(`"${shown(name)}" in the output folder is ${kindOf(entry)}. LocalFlow only keeps files.`)
      } else if (++count > most) {
        return refuse(
          `The output folder has more than ${most.toLocaleString('en')} files. Pack files that belong together into one.`,
        )
      } else {
        yield { name, path }
      }
    }
  }
}

type Entry = Dirent<Buffer<ArrayBuffer>>

const byName = (a: Entry, b: Entry): number => Buffer.compare(a.name, b.name)

function kindOf(entry: Entry): string {
  if (entry.isSymbolicLink()) return 'a symbolic link'
  if (entry.isFIFO()) return 'a named pipe'
  if (entry.isSocket()) return 'a socket'
  return 'a device'
}

/** Characters that move a cursor, break a line, or change the direction of text. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

/** A name within a sentence: on one line, and not too long. */
export const shown = (name: string): string => name.slice(0, 200).replaceAll(unseen, '\uFFFD')
