import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { buildSpawner } from './build-native.ts'

const sources = ['electron', 'renderer', 'shared', 'package.json', 'package-lock.json', 'electron.vite.config.ts']
const outputs = [
  'out/main/lf.js',
  'out/main/desktop.js',
  'out/main/runner.js',
  'out/preload/preload.cjs',
  'out/renderer/index.html',
]

/** Builds where something was changed since the last build, and tells before it does; a moment where nothing was. */
export function buildIfStale(tell: () => void = () => {}): void {
  buildSpawner()
  const oldest = Math.min(...outputs.map((path) => (existsSync(path) ? statSync(path).mtimeMs : 0)))
  if (!sources.some((path) => isNewer(path, oldest))) return
  tell()
  execFileSync('electron-vite', ['build', '--logLevel', 'error'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  })
}

function isNewer(path: string, than: number): boolean {
  const facts = statSync(path)
  if (!facts.isDirectory()) return facts.mtimeMs > than
  return readdirSync(path, { withFileTypes: true }).some(
    (entry) => !entry.name.includes('.test.') && isNewer(join(path, entry.name), than),
  )
}
