import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { isProgram, onPath } from './path.ts'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge']
const macApps = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

const headlessShell = 'chromium-headless-shell'

/**
 * What draws the pages of the end-to-end tests: the program that PLAYWRIGHT_CHROMIUM names, or Chromium without the browser
 * around its pages, which needs less than half the processor time, or else any Chromium.
 */
export const findHeadless = (): string =>
  named() ?? onPath([headlessShell]) ?? (canInstall() ? install(headlessShell) : null) ?? findChromium()

/** A whole Chromium: named by PLAYWRIGHT_CHROMIUM, found on the PATH, or installed where that can be done. */
export function findChromium(): string {
  const found = named() ?? installed() ?? (canInstall() ? install('chromium') : null)
  if (found) return found
  throw new Error(
    'The end-to-end tests need Chromium: install it (on Debian: apt-get install chromium), or name one in PLAYWRIGHT_CHROMIUM.',
  )
}

function named(): string | null {
  const path = process.env['PLAYWRIGHT_CHROMIUM']
  if (!path) return null
  if (isProgram(path)) return path
  throw new Error(`PLAYWRIGHT_CHROMIUM names ${path}, which is not a program.`)
}

const installed = (): string | null => onPath(names) ?? macApps.find(isProgram) ?? null

const canInstall = (): boolean => process.getuid?.() === 0 && existsSync('/etc/debian_version')

/** Installs a package of Debian, and gives its program of the same name, or null where that failed. */
function install(name: string): string | null {
  process.stderr.write(`${name} is missing: installing it from Debian.\n`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', name, 'fonts-dejavu-core']]) {
    const { status, stderr } = spawnSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'pipe'] })
    if (status !== 0) {
      process.stderr.write(`apt-get ${args[0]} failed:\n${stderr}`)
      return null
    }
  }
  return onPath([name])
}

if (import.meta.main) {
  const path = findHeadless()
  process.stdout.write(
    `${path} (${execFileSync(path, ['--version', '--no-sandbox'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()})\n`,
  )
}
