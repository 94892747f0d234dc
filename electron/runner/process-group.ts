import { execFile } from 'node:child_process'
import { listProcesses, readStat } from './process-table.ts'

/** Signals a child and all of its group. False: no process was left. */
export function signalGroup(pid: number, signal: string): boolean {
  if (process.platform === 'win32') {
    execFile('taskkill', ['/pid', String(pid), '/T', ...(signal === 'SIGKILL' ? ['/F'] : [])], () => {})
    return true
  }
  try {
    return process.kill(-pid, signal as NodeJS.Signals)
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
  if (process.platform !== 'linux') return 1
  const all = listProcesses()
  // Perhaps out of file descriptors: a process is there, and their number is unknown.
  return all.length === 0 ? 1 : all.filter(({ group, isZombie }) => group === pid && !isZombie).length
}

/** Distinguishes a process from a later one with the same pid; null if the system does not report it. */
export const birthOf = (pid: number): string | null => readStat(pid)?.birth ?? null
