import { spawn } from 'node:child_process'
import { userInfo } from 'node:os'
import { basename } from 'node:path'

export type Captured = { env: Record<string, string>; shell: string; tookMs: number }

const timeoutMs = 10_000
const leftMs = 1_000
const largestBytes = 4 * 1024 * 1024

export const loginShellOf = (env: NodeJS.ProcessEnv): string => env['SHELL'] || userInfo().shell || '/bin/sh'

/**
 * The environment of a person's login shell, as in a terminal. Random markers separate it from the output of start-up files;
 * a shell that hangs, or that `stop` cancels, is given up. Throws with the reason.
 */
export async function captureLoginShell(env: NodeJS.ProcessEnv, stop?: AbortSignal): Promise<Captured> {
  const shell = loginShellOf(env)
  const started = performance.now()
  const marker = `localflow-${crypto.randomUUID()}`
  const text = await run(shell, argsFor(shell, marker), env, stop)
  const from = text.indexOf(`${marker}\0`)
  const to = text.lastIndexOf(marker)
  if (from === -1 || to <= from) throw new Error(`${shell} did not report its environment`)
  const entries = text.slice(from + marker.length + 1, to).split('\0')
  return { env: readEntries(entries), shell, tookMs: performance.now() - started }
}

function argsFor(shell: string, marker: string): string[] {
  const say = `printf '%s\\0' ${marker}; env -0; printf '%s' ${marker}; exit 0`
  switch (basename(shell)) {
    // These do not support -i together with -c.
    case 'tcsh':
    case 'csh':
      return ['-c', say]
    case 'dash':
    case 'sh':
      return ['-l', '-c', say]
    default:
      return ['-ilc', say]
  }
}

function run(shell: string, args: string[], env: NodeJS.ProcessEnv, stop?: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(shell, args, {
      // A group of its own, so that processes of start-up files do not outlive the timeout.
      detached: true,
      stdio: ['ignore', 'pipe', 'ignore'],
      // Keeps tools from updating themselves, or asking, when the shell starts.
      env: { ...env, DISABLE_AUTO_UPDATE: 'true', ZSH_TMUX_AUTOSTARTED: 'true', ZSH_TMUX_AUTOSTART: 'false', TERM: 'dumb' },
    })
    const parts: Buffer[] = []
    let bytes = 0
    let given = false
    const give = (error: Error | null) => {
      if (given) return
      given = true
      clearTimeout(timer)
      endGroup(child.pid)
      child.stdout.destroy()
      if (error) reject(error)
      else resolve(Buffer.concat(parts).toString('utf8'))
    }
    const timer = setTimeout(() => give(new Error(`${shell} did not respond within ${timeoutMs / 1_000} s`)), timeoutMs)
    stop?.addEventListener('abort', () => give(new Error(`LocalFlow stopped waiting for ${shell}`)), { once: true })
    child.on('error', (error: NodeJS.ErrnoException) => give(new Error(`${shell} failed to start (${error.code})`)))
    child.on('close', () => give(null))
    // A process that it leaves behind may keep its output open.
    child.on('exit', () => setTimeout(() => give(null), leftMs).unref())
    child.stdout.on('data', (part: Buffer) => {
      parts.push(part)
      bytes += part.length
      if (bytes > largestBytes) give(new Error(`${shell} printed more than ${largestBytes / 1024 / 1024} MB`))
    })
  })
}

/** SIGTERM first: a tool that is killed in a start-up file leaves its lock, at which every later shell would wait. */
function endGroup(group: number | undefined): void {
  if (group === undefined || !signal(group, 'SIGTERM')) return
  setTimeout(() => signal(group, 'SIGKILL'), leftMs).unref()
}

/** False: the whole group has ended. */
function signal(group: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(-group, name)
  } catch {
    return false
  }
}

/** Variables of the query itself, not of the person. */
const ofTheAsking = new Set([
  '_',
  'SHLVL',
  'TERM',
  'PWD',
  'OLDPWD',
  'DISABLE_AUTO_UPDATE',
  'ZSH_TMUX_AUTOSTARTED',
  'ZSH_TMUX_AUTOSTART',
])

function readEntries(entries: string[]): Record<string, string> {
  return Object.fromEntries(
    entries.flatMap((entry) => {
      const at = entry.indexOf('=')
      const name = entry.slice(0, at)
      return at < 1 || ofTheAsking.has(name) ? [] : [[name, entry.slice(at + 1)]]
    }),
  )
}
