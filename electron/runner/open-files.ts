import { accessSync, constants, readFileSync, readlinkSync, statSync } from 'node:fs'
import { basename, delimiter, resolve } from 'node:path'
import { type ProcessRow, readStat } from './process-table.ts'
import type { StartOrder } from './protocol.ts'

/**
 * Node raises its soft limit of open files to the hard one when it starts, and children inherit that: `ulimit -n` would
 * print something else in a job than in the terminal. The runner reads the limit from the process that started Node, and
 * starts each child through `prlimit`, which lowers it again and changes nothing else.
 */
export type OpenFiles = { command(order: StartOrder, path: string | undefined): { file: string; args: readonly string[] } }

const runtimes = new Set(['node', 'nodejs', 'electron', basename(process.execPath)])

export function openFilesOf(starter: number = process.ppid): OpenFiles {
  const limit = process.platform === 'linux' ? loweredLimit(starter) : null
  const program = limit === null ? null : findProgram('prlimit', process.env['PATH'])
  return {
    command({ file, args, env, cwd }, path) {
      // A program that cannot start is left to Node, which reports the reason.
      if (!program || !findProgram(file, env['PATH'] ?? path, cwd)) return { file, args }
      return { file: program, args: [`--nofile=${limit}:`, '--', file, ...args] }
    },
  }
}

/** The limit that the engine saw when it started the spawner, whose children need no other program to have it. */
export function openFilesGiven(): number | null {
  const given = Number(process.env['LOCALFLOW_OPEN_FILES'] ?? 0)
  delete process.env['LOCALFLOW_OPEN_FILES']
  return Number.isSafeInteger(given) && given > 0 ? given : null
}

/**
 * The nearest soft limit below ours among the processes that started a runtime in this session: `npm start` is three
 * runtimes. The process that started the session itself, such as a service manager, says nothing about the limits it gave.
 */
export function loweredLimit(starter: number): number | null {
  const own = softLimit(process.pid) ?? 0
  const session = readStat(starter)?.session
  for (let row = readStat(starter); row !== null; ) {
    const parent: ProcessRow | null = readStat(row.parent)
    if (parent === null || parent.session !== session) return null
    const limit = runtimes.has(programOf(row.pid)) ? softLimit(parent.pid) : null
    if (limit !== null && limit < own) return limit
    row = parent
  }
  return null
}

/** Empty for a process of another account. */
function programOf(pid: number): string {
  try {
    return basename(readlinkSync(`/proc/${pid}/exe`))
  } catch {
    return ''
  }
}

function softLimit(pid: number): number | null {
  try {
    const value = /^Max open files\s+(\S+)/m.exec(readFileSync(`/proc/${pid}/limits`, 'latin1'))?.[1]
    return value === 'unlimited' ? Number.POSITIVE_INFINITY : value === undefined ? null : Number(value)
  } catch {
    return null
  }
}

function findProgram(name: string, path: string | undefined, cwd = '/'): string | null {
  const files = name.includes('/')
    ? [resolve(cwd, name)]
    : (path ?? '').split(delimiter).map((folder) => resolve(cwd, folder, name))
  return files.find(isExecutable) ?? null
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}
