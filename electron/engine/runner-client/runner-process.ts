import { spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { loweredLimit } from '../../runner/open-files.ts'
import { runnerFolder, secretPath } from '../../runner/protocol.ts'
import { readSecretFile } from '../base/secret-file.ts'

/** The secret of the data folder, created on first use. */
export function readSecret(dataFolder: string): string {
  mkdirSync(runnerFolder(dataFolder, 1), { recursive: true, mode: 0o700 })
  return readSecretFile(secretPath(dataFolder), 'hex')
}

/** Null: no runner was ever started in this folder. */
export function secretIfThere(dataFolder: string): string | null {
  try {
    return readFileSync(secretPath(dataFolder), 'utf8').trim() || null
  } catch {
    return null
  }
}

const wordsOf = ({ dataFolder, number, script, release }: RunnerStart): string[] => [
  process.execPath,
  ...['--max-semi-space-size=2', '--single-threaded'],
  ...[script, dataFolder, String(number), release],
]

/** A spawner that is there already starts its next runner by this: that of the latest engine. */
export function tellSpawner(how: RunnerStart): void {
  if (!how.spawner) return
  const path = join(runnerFolder(how.dataFolder, how.number), 'command')
  const words = wordsOf(how).map((word) => `${word}\0`)
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    writeFileSync(`${path}.new`, words.join(''), { mode: 0o600 })
    renameSync(`${path}.new`, path)
  } catch {
    // The disk is full: the words of an earlier engine stay.
  }
}

/** With this code the spawner ends where the system refuses what it needs. */
const cannotWork = 1

export type RunnerStart = { dataFolder: string; number: number; script: string; release: string; spawner: string | null }

/** Where the runner finds the spawner, and what the spawner cannot see: it starts with the raised limit of this process. */
const forSpawner = (): Record<string, string> => ({
  LOCALFLOW_SPAWNER: '3',
  LOCALFLOW_OPEN_FILES: String(loweredLimit(process.pid) ?? ''),
})

/** Starts a runner that outlives this process. Its errors go to `runner.log`. `failed`: the spawner cannot work here. */
export function startRunner(how: RunnerStart, failed: () => void): void {
  const { dataFolder, number, spawner } = how
  const folder = runnerFolder(dataFolder, number)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const log = openSync(join(folder, 'runner.log'), 'a', 0o600)
  const [file = '', ...args] = [...(spawner ? [spawner, folder] : []), ...wordsOf(how)]
  const child = spawn(file, args, {
    detached: true,
    windowsHide: true,
    stdio: ['ignore', log, log],
    // Electron's binary works as Node with the first of them; plain Node ignores it.
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '', ...(spawner ? forSpawner() : {}) },
  })
  child.on('error', () => spawner && failed())
  // Other ends have other causes.
  child.on('exit', (code) => spawner && code === cannotWork && failed())
  child.unref()
  closeSync(log)
}
