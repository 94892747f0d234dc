import { type ChildProcess, execFileSync, spawn } from 'node:child_process'

/**
 * Mounts that no other process sees and that cannot be left behind: their namespace lives as long as a process that waits for
 * this one to end, in whatever way, and then kills what still runs inside.
 */
export type PrivateMounts = {
  /** Goes before a command that is to see them. */
  before: string[]
  run(file: string, ...args: string[]): void
  /** The name by which this process reaches a path inside. */
  seen(path: string): string
  remove(): Promise<void>
}

const holder = `echo ready; cat > /dev/null
mine=$(readlink /proc/$$/ns/mnt)
for process in /proc/[0-9]*; do
  [ "$process" != /proc/$$ ] && [ "$(readlink "$process/ns/mnt" 2> /dev/null)" = "$mine" ] && kill -9 "\${process#/proc/}"
done`

const isRoot = (): boolean => process.getuid?.() === 0

/** Gives the reason where that is not allowed. */
export async function openPrivateMounts(): Promise<PrivateMounts | string> {
  if (process.platform !== 'linux') return `there are no namespaces for mounts on ${process.platform}`
  const child = spawn('unshare', [isRoot() ? '-m' : '-rm', 'sh', '-c', holder], { stdio: ['pipe', 'pipe', 'pipe'] })
  const problem = await untilReady(child)
  if (problem !== null) return problem
  const [file, ...args] = ['nsenter', '-t', String(child.pid), ...(isRoot() ? [] : ['-U', '--preserve-credentials']), '-m', '--']
  return {
    before: [file, ...args],
    run: (...command) => void execFileSync(file, [...args, ...command], { stdio: ['ignore', 'ignore', 'pipe'], timeout: 30_000 }),
    seen: (path) => `/proc/${child.pid}/root${path}`,
    remove: () => ended(child),
  }
}

function untilReady(child: ChildProcess): Promise<string | null> {
  let said = ''
  child.stderr?.on('data', (part) => (said += part))
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(`no namespace could be made: ${error.message}`))
    child.once('exit', () => resolve(`no namespace could be made: ${said.trim()}`))
    child.stdout?.once('data', () => resolve(null))
  })
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    const slow = setTimeout(() => child.kill('SIGKILL'), 5_000)
    child.once('exit', () => {
      clearTimeout(slow)
      resolve()
    })
    child.stdin?.end()
  })
}
