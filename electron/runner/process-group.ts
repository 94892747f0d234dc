import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

/** Signals a child and all of its group. False: there was nobody left. */
export function signalGroup(pid: number, signal: 'SIGTERM' | 'SIGKILL'): boolean {
  if (process.platform === 'win32') {
    execFile('taskkill', ['/pid', String(pid), '/T', ...(signal === 'SIGKILL' ? ['/F'] : [])], () => {})
    return true
  }
  try {
    return process.kill(-pid, signal)
  } catch {
    return false
  }
}

/** The living processes of a group; zombies do not count. Without /proc only whether there are any: 0 or 1. */
export function countGroup(pid: number): number {
  if (process.platform === 'win32') return 0
  try {
    process.kill(-pid, 0)
  } catch {
    return 0
  }
  try {
    return process.platform === 'linux' ? countInProc(pid) : 1
  } catch {
    // Out of files, perhaps: somebody is there, and nobody can say how many.
    return 1
  }
}

function countInProc(group: number): number {
  let count = 0
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const stat = readStat(name)
    if (stat && stat.group === group && stat.state !== 'Z') count++
  }
  return count
}

function readStat(pid: number | string): { state: string; group: number; startedAt: string } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The command name may hold anything, spaces and brackets too: fields begin after the last bracket.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return { state: fields[0] ?? '', group: Number(fields[2]), startedAt: fields[19] ?? '' }
  } catch {
    return null
  }
}

/** What tells a process from a later one with the same pid; null where the system does not say. */
export const birthOf = (pid: number): string | null => readStat(pid)?.startedAt ?? null
