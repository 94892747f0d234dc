import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { isProgram, onPath } from './path.ts'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge']
const macApps = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** A Chromium for the end-to-end tests: named by PLAYWRIGHT_CHROMIUM, found on the PATH, or installed where that can be done. */
export function findChromium(): string {
  const named = process.env['PLAYWRIGHT_CHROMIUM']
  if (named) {
    if (isProgram(named)) return named
    throw new Error(`PLAYWRIGHT_CHROMIUM names ${named}, which is not a program.`)
  }
  const found = installed() ?? (canInstall() ? install() : null)
  if (found) return found
  throw new Error(
    'The end-to-end tests need Chromium: install it (on Debian: apt-get install chromium), or name one in PLAYWRIGHT_CHROMIUM.',
  )
}

const installed = (): string | null => onPath(names) ?? macApps.find(isProgram) ?? null

const canInstall = (): boolean => process.getuid?.() === 0 && existsSync('/etc/debian_version')

function install(): string | null {
  process.stderr.write('Chromium is missing: installing it from Debian.\n')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-dejavu-core']]) {
    const { status, stderr } = spawnSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'pipe'] })
    if (status !== 0) throw new Error(`apt-get ${args[0]} failed:\n${stderr}`)
  }
  return installed()
}

if (import.meta.main) {
  const path = findChromium()
  process.stdout.write(
    `${path} (${execFileSync(path, ['--version', '--no-sandbox'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()})\n`,
  )
}
