import { spawn, spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { buildIfStale } from './build-if-stale.ts'
import { electronBinary } from './electron-binary.ts'

const require = createRequire(import.meta.url)
const args = process.argv.slice(2)

process.chdir(join(import.meta.dirname, '..'))
buildIfStale()
const problem = whyNoWindow()
if (problem === null) follow(electronBinary() as string, ['.', ...args])
else {
  process.stderr.write(`${problem}: serving LocalFlow in the browser instead.\n`)
  follow(process.execPath, ['out/main/lf.js', 'serve', ...(await freePort()), ...(hasDisplay() ? ['--open'] : []), ...args])
}

/** Null where Electron can show its window; else the reason, in a few words. */
function whyNoWindow(): string | null {
  if (!hasDisplay()) return 'There is no display'
  if (electronBinary() === null) {
    // Electron's own installer: it asks the network for the binary, once.
    const { status } = spawnSync(process.execPath, [join(dirname(require.resolve('electron/package.json')), 'install.js')], {
      stdio: 'ignore',
      timeout: 300_000,
    })
    if (status !== 0 || electronBinary() === null) return 'Electron could not be fetched'
  }
  return null
}

/** The usual port, so that its address stays the same; another where a program has it already. */
async function freePort(): Promise<string[]> {
  if (process.env['PORT'] || args.includes('--port')) return []
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
