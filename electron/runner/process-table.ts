import { execFile } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { masked } from './mask.ts'
import type { SecretFinder } from './secret-finder.ts'

export type ProcessRow = {
  pid: number
  parent: number
  group: number
  session: number
  /** Distinguishes it from a later process with the same pid. */
  birth: string
  /** CPU time of its own, and of the children it has waited for. */
  cpuMs: number
  waitedMs: number
  isZombie: boolean
}

/** A clock tick of /proc, on every Linux there is. */
const tickMs = 10

/** Every process; empty if the system cannot list them without another program. */
export function listProcesses(): ProcessRow[] {
  if (process.platform !== 'linux') return []
  try {
    return readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? (readStat(name) ?? []) : []))
  } catch {
    // Perhaps out of file descriptors.
    return []
  }
}

/** Null if there is no such process, or the system does not report it. */
export function readStat(pid: number | string): ProcessRow | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1')
    // The command name may have any characters, spaces and brackets too: fields start after the last bracket.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return {
      pid: Number(pid),
      parent: Number(fields[1]),
      group: Number(fields[2]),
      session: Number(fields[3]),
      birth: fields[19] ?? '',
      cpuMs: (Number(fields[11]) + Number(fields[12])) * tickMs,
      waitedMs: (Number(fields[13]) + Number(fields[14])) * tickMs,
      isZombie: fields[0] === 'Z' || fields[0] === 'X',
    }
  } catch {
    return null
  }
}

export function memoryOf(pid: number): number {
  try {
    const line = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))
    return Number(line?.[1] ?? 0) * 1024
  } catch {
    return 0
  }
}

const longestCommand = 300

/** The command line of a process, without secrets. They are masked first, because one that was cut in two would not be found. */
export function commandOf(pid: number, find: SecretFinder | null): string {
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ').trim()
    return masked(words || readFileSync(`/proc/${pid}/comm`, 'utf8').trim(), find).slice(0, longestCommand)
  } catch {
    return ''
  }
}

/** The variable that identifies every process of an attempt, however far it is from its parents. */
export const markerName = 'LOCALFLOW_ATTEMPT_ID'

export type Carrier = { pid: number; birth: string | null; command: string }

/** The living processes that carry an attempt's mark; `find` finds secrets in their commands. */
export function carriersOf(attemptId: string, find: SecretFinder | null = null): Promise<Carrier[]> {
  const mark = `${markerName}=${attemptId}`
  if (process.platform === 'linux') return Promise.resolve(carriersInProc(mark, find))
  return process.platform === 'win32' ? Promise.resolve([]) : carriersByPs(mark, find)
}

function carriersInProc(mark: string, find: SecretFinder | null): Carrier[] {
  return listProcesses().flatMap(({ pid, birth, isZombie }) =>
    !isZombie && pid !== process.pid && carries(pid, mark) ? [{ pid, birth, command: commandOf(pid, find) }] : [],
  )
}

function carries(pid: number, mark: string): boolean {
  try {
    // Between two NULs, because another variable's value may contain the same text.
    return `\0${readFileSync(`/proc/${pid}/environ`, 'latin1')}\0`.includes(`\0${mark}\0`)
  } catch {
    return false
  }
}

/** The living processes that have one of these files open: children inherit a pipe. */
export function holdersOf(paths: readonly string[]): { pid: number; birth: string }[] {
  if (paths.length === 0) return []
  return listProcesses().filter(({ pid, isZombie }) => !isZombie && pid !== process.pid && holds(pid, paths))
}

function holds(pid: number, paths: readonly string[]): boolean {
  try {
    return readdirSync(`/proc/${pid}/fd`).some((fd) => paths.includes(readlinkSync(`/proc/${pid}/fd/${fd}`)))
  } catch {
    return false
  }
}

/** Without /proc: `ps` shows the environment of a person's own processes after the command. */
export function carriersByPs(mark: string, find: SecretFinder | null = null): Promise<Carrier[]> {
  return new Promise((resolve) => {
    execFile('ps', ['axeww', '-o', 'pid=,stat=,command='], { maxBuffer: 64 * 1024 * 1024 }, (_, text) => {
      const rows = text.split('\n').flatMap((line) => {
        const row = /^\s*(\d+)\s+(\S+)\s+(.*)$/.exec(line)
        if (!row || row[2]?.startsWith('Z') || !row[3]?.split(' ').includes(mark)) return []
        return [{ pid: Number(row[1]), birth: null, command: masked(row[3], find).split(' ').slice(0, 3).join(' ') }]
      })
      resolve(rows.filter(({ pid }) => pid !== process.pid))
    })
  })
}
