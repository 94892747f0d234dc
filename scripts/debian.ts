import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const longestMs = 120_000

/** Installs a package that the tests can use, where that affects no person: as root on Debian. */
export function installFromDebian(name: string): boolean {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return false
  process.stderr.write(`${name} is missing: installing it from Debian.\n`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const wait = ['-o', 'DPkg::Lock::Timeout=10']
  return [['update'], ['install', '-y', '--no-install-recommends', name]].every(
    (args) =>
      spawnSync('apt-get', [...wait, ...args], { env, stdio: ['ignore', 'ignore', 'inherit'], timeout: longestMs }).status === 0,
  )
}
