import { readFileSync, readlinkSync } from 'node:fs'
import { basename } from 'node:path'

/** The spawner that started a runner, and the keepers of its programs; none where the runner starts programs itself. */
export function nativeProcesses(runner: number): { spawner: number | null; keepers: number[] } {
  try {
    const spawner = Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${runner}/status`, 'utf8'))?.[1])
    if (!isSpawner(spawner)) return { spawner: null, keepers: [] }
    const children = readFileSync(`/proc/${spawner}/task/${spawner}/children`, 'utf8').split(' ').filter(Boolean).map(Number)
    return { spawner, keepers: children.filter((pid) => pid !== runner && isSpawner(pid)) }
  } catch {
    return { spawner: null, keepers: [] }
  }
}

/** A keeper is the same program. */
const isSpawner = (pid: number): boolean => basename(readlinkSync(`/proc/${pid}/exe`)) === 'spawner'
