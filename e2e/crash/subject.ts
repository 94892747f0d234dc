import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort, lf } from './killed.ts'

/** Status 0: no answer came, or it broke off. */
export type Answer<T> = { status: number; ms: number; body: T | null; message: string }

export type SubjectOptions = {
  /** The data folder as LocalFlow is told of it, and as this process sees it. */
  data: string
  seen?: string
  /** What is put before the command: a tracer, or the way into a namespace. */
  before?: string[]
  parallel?: number
  env?: Record<string, string>
  /** After this, a start that says nothing has failed. */
  startMs?: number
}

export type Subject = Awaited<ReturnType<typeof createSubject>>

/** The built `lf serve` on a folder and a port, to be started and ended again and again. */
export async function createSubject({
  data,
  seen = data,
  before = [],
  parallel = 4,
  env = {},
  startMs = 30_000,
}: SubjectOptions) {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  let child: ChildProcess | null = null
  let exited: Promise<number | null> = Promise.resolve(null)
  let said = ''
  let token = ''

  /** False: it ended, or was killed because it said nothing; `said` tells why. */
  async function start(prefix = before): Promise<boolean> {
    const [file = '', ...args] = [...prefix, process.execPath, lf, 'serve', '--port', String(port), '--data', data]
    const started = spawn(file, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      // What a person's own shell does when it starts would only take time.
      env: { ...process.env, SHELL: '/bin/sh', ...env, LOCALFLOW_WORKERS: String(parallel) },
    })
    child = started
    said = ''
    started.stderr.on('data', (part) => (said += part))
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
    /** What it wrote to stderr since it was started. */
    said: (): string => said,
  }
}
