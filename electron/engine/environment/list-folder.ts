import { type Dirent, constants as fsConstants } from 'node:fs'
import { access, opendir } from 'node:fs/promises'
import { dirname, join, sep } from 'node:path'
import type { FoundPaths } from '../../../shared/contract/system.ts'
import { AppError } from '../../../shared/errors.ts'
import { pause } from '../base/clock.ts'
import { expandHome } from '../base/program-line.ts'
import { statWithTimeout } from '../base/stat-with-timeout.ts'

/** Names read of one folder, and those of them that are answered with. */
const mostRead = 20_000
const mostShown = 200
const patienceMs = 3_000

/** The paths that begin with a text, for a field that completes it. Throws `invalid` where the text is no full path. */
export async function listFolder(text: string, only: 'file' | 'folder'): Promise<FoundPaths> {
  const path = expandHome(text)
  if (path.includes('\0')) throw new AppError('invalid', 'path: must not contain a NUL character')
  if (!/^(?:\/|[A-Za-z]:[\\/]|\\\\)/.test(path)) throw new AppError('invalid', 'path: must be a full path or begin with ~/')
  const endsFolder = text === '~' || /[\\/]$/.test(path)
  const folder = endsFolder ? path : dirname(path)
  const start = endsFolder ? '' : path.slice(path.lastIndexOf(path.includes(sep) ? sep : '/') + 1)
  const read = readNames(folder, start)
  const silence = pause(patienceMs).then((): Read => ({ names: [], more: false, problem: `${folder} does not respond` }))
  const { names, more, problem } = await Promise.race([read, silence])
  const items = await Promise.all(names.slice(0, mostShown).map((entry) => itemOf(folder, entry)))
  return {
    folder,
    items: items.filter(({ isFolder }) => isFolder || only === 'file').sort(foldersFirst),
    more: more || names.length > mostShown,
    problem,
  }
}

type Read = { names: Dirent[]; more: boolean; problem: string | null }

/** Hidden names only for those who type the dot. */
async function readNames(folder: string, start: string): Promise<Read> {
  const names: Dirent[] = []
  const wanted = start.toLowerCase()
  let count = 0
  try {
    await access(folder, fsConstants.R_OK)
    for await (const entry of await opendir(folder)) {
      if (++count > mostRead) break
      const isHidden = entry.name.startsWith('.') && !start.startsWith('.')
      if (!isHidden && entry.name.toLowerCase().startsWith(wanted)) names.push(entry)
    }
  } catch (error) {
    return { names: [], more: false, problem: problemOf(folder, error as NodeJS.ErrnoException) }
  }
  return { names: names.sort((a, b) => a.name.localeCompare(b.name)), more: count > mostRead, problem: null }
}

function problemOf(folder: string, { code, message }: NodeJS.ErrnoException): string {
  if (code === 'ENOENT') return `There is no folder ${folder}`
  if (code === 'ENOTDIR') return `${folder} is not a folder`
  return code === 'EACCES' || code === 'EPERM' ? `LocalFlow may not read ${folder}` : message
}

type Item = FoundPaths['items'][number]

async function itemOf(folder: string, entry: Dirent): Promise<Item> {
  const path = join(folder, entry.name)
  const target = entry.isSymbolicLink() ? await statWithTimeout(path) : entry
  return { name: entry.name, path, isFolder: !(target instanceof Error) && target.isDirectory() }
}

const foldersFirst = (a: Item, b: Item): number => Number(b.isFolder) - Number(a.isFolder) || a.name.localeCompare(b.name)
