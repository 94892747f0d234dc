import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from '../free-port.ts'

export const lf = fileURLToPath(new URL('../../out/main/lf.js', import.meta.url))

/** Status 0: there was no answer, or it broke off. */
export type Answer<T> = { status: number; ms: number; body: T | null; message: string }

export type LfServerOptions = {
  /** The data folder by the path that LocalFlow gets, and by the path at which this process reaches it. */
  data: string
  seen?: string
  /** Goes before the command: a tracer, or the way into a namespace. */
  before?: string[]
  parallel?: number
  env?: Record<string, string>
  /** A start that prints nothing for so long has failed. */
  startMs?: number
}

export type LfServer = Awaited<ReturnType<typeof createLfServer>>

/** The built `lf serve` on a folder and a port, to be started and ended again and again. */
export async function createLfServer({
  data,
  seen = data,
  before = [],
  parallel = 4,
  env = {},
  startMs = 30_000,
}: LfServerOptions) {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  let child: ChildProcess | null = null
  let exited: Promise<number | null> = Promise.resolve(null)
  let stderr = ''
  let token = ''

  /** False: the server ended, or was killed because it printed nothing; `stderr` says why. */
  async function start(prefix = before): Promise<boolean> {
    const [file = '', ...args] = [...prefix, process.execPath, lf, 'serve', '--port', String(port), '--data', data]
    const started = spawn(file, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      // The startup files of a person's own shell would only take time.
      env: { ...process.env, SHELL: '/bin/sh', ...env, LOCALFLOW_WORKERS: String(parallel) },
    })
    child = started
    stderr = ''
    started.stderr.on('data', (part) => (stderr += part))
    exited = new Promise((resolve) => started.once('exit', (code, signal) => resolve(signal ? null : code)))
    const slow = setTimeout(() => void end('SIGKILL'), startMs)
    const listens = new Promise<boolean>((resolve) => started.stdout.once('data', () => resolve(true)))
    const up = await Promise.race([listens, exited.then(() => false)])
    clearTimeout(slow)
    if (up) token = readFileSync(join(seen, 'api-token'), 'utf8').trim()
    return up
  }

  const isAlive = (): boolean => child !== null && child.exitCode === null && child.signalCode === null

  async function end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    if (!isAlive()) return
    child?.kill(signal)
    await exited
  }

  async function ask<T>(method: string, path: string, body?: unknown): Promise<Answer<T>> {
    const begin = performance.now()
    try {
      const answer = await fetch(`${url}/api${path}`, {
        method,
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(20_000),
      })
      const parsed = JSON.parse(await answer.text()) as T & { error?: { message?: string } }
      const message = parsed.error?.message ?? ''
      return { status: answer.status, ms: performance.now() - begin, body: answer.ok ? parsed : null, message }
    } catch (error) {
      return { status: 0, ms: performance.now() - begin, body: null, message: String(error) }
    }
  }

  return {
    data,
    seen,
    start,
    end,
    ask,
    isAlive,
    exited: (): Promise<number | null> => exited,
    pid: (): number => child?.pid ?? 0,
    /** What the server wrote to stderr since it was started. */
    stderr: (): string => stderr,
  }
}
