import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { buildIfStale } from './build-if-stale.ts'
import { electronBinary } from './electron-binary.ts'
import { fetchElectron } from './fetch-electron.ts'

const args = process.argv.slice(2)

process.chdir(join(import.meta.dirname, '..'))
buildIfStale(() => process.stderr.write('Building LocalFlow.\n'))
const problem = await whyNoWindow()
if (problem === null) follow(electronBinary() as string, ['.', ...args])
else {
  // On a terminal the line that showed the download still stands there.
  process.stderr.write(`${process.stderr.isTTY ? '\r\u001b[K' : ''}${problem} Serving LocalFlow in the browser instead.\n`)
  const open = hasDisplay() ? ['--open'] : []
  follow(process.execPath, ['out/main/lf.js', 'serve', '--print-link', ...(await freePort()), ...open, ...args])
}

/** Null where Electron can show its window; else the reason, as a sentence. */
async function whyNoWindow(): Promise<string | null> {
  if (!hasDisplay()) return 'There is no display.'
  if (electronBinary() !== null) return null
  try {
    await fetchElectron()
    return null
  } catch (error) {
    return `Could not fetch Electron: ${(error as Error).message.replace(/\.$/, '')}. The next npm start tries again.`
  }
}

/** The usual port, so that its address stays the same; another where a program has it already. */
async function freePort(): Promise<string[]> {
  if (process.env['PORT'] || args.some((word) => /^--?(port|addr)\b/.test(word))) return []
  const probe = createServer()
  const isFree = await new Promise((resolve) => {
    probe.once('error', () => resolve(false))
    probe.listen(8080, '127.0.0.1', () => resolve(true))
  })
  probe.close()
  return isFree ? [] : ['--port', '0']
}

function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'])
}

function follow(file: string, words: string[]): void {
  const child = spawn(file, words, { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal))
  child.on('exit', (code) => {
    process.exitCode = code ?? 1
  })
}
