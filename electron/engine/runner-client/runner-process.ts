import { spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
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

/** Starts a runner that outlives this process. Its errors go to `runner.log`. */
export function startRunner(dataFolder: string, number: number, script: string): void {
  const folder = runnerFolder(dataFolder, number)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const log = openSync(join(folder, 'runner.log'), 'a', 0o600)
  // Electron's binary works as Node with this variable; plain Node ignores it.
  const child = spawn(process.execPath, ['--max-semi-space-size=2', '--single-threaded', script, dataFolder, String(number)], {
    detached: true,
    windowsHide: true,
    stdio: ['ignore', log, log],
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '' },
  })
  child.on('error', () => {})
  child.unref()
  closeSync(log)
}
