import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { buildIfStale } from './build-if-stale.ts'

const root = join(import.meta.dirname, '..')
const calledFrom = process.env['INIT_CWD'] ?? process.cwd()
process.chdir(root)
buildIfStale()

// As if it had been called itself: in the folder of the caller, with its terminal and its signals.
const child = spawn(process.execPath, [join(root, 'out/main/lf.js'), ...process.argv.slice(2)], {
  stdio: 'inherit',
  cwd: calledFrom,
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => {
  process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1)
})
