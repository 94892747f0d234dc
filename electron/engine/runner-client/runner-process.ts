import { spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
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

type How = { dataFolder: string; number: number; script: string; spawner: string | null }

/** Where the runner finds the spawner, and what the spawner cannot see: it starts with the raised limit of this process. */
const forSpawner = (): Record<string, string> => ({
  LOCALFLOW_SPAWNER: '3',
  LOCALFLOW_OPEN_FILES: String(loweredLimit(process.pid) ?? ''),
})

/** Starts a runner that outlives this process. Its errors go to `runner.log`. */
export function startRunner({ dataFolder, number, script, spawner }: How): void {
  const folder = runnerFolder(dataFolder, number)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const log = openSync(join(folder, 'runner.log'), 'a', 0o600)
  const runner = [process.execPath, '--max-semi-space-size=2', '--single-threaded', script, dataFolder, String(number)]
  const [file = '', ...args] = spawner ? [spawner, folder, ...runner] : runner
  const child = spawn(file, args, {
    detached: true,
    windowsHide: true,
    stdio: ['ignore', log, log],
    // Electron's binary works as Node with the first of them; plain Node ignores it.
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '', ...(spawner ? forSpawner() : {}) },
  })
  child.on('error', () => {})
  child.unref()
  closeSync(log)
}
