import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { freePort } from '../../free-port.ts'
import { lf } from '../lf-server.ts'
import { type Plan, planVariable } from './crash-point.ts'

const preload = fileURLToPath(new URL('preload.ts', import.meta.url))
const pauseMs = 30

/** More than any plan kills in a row: after that the server no longer starts. */
const mostStarts = 6

export type Answer = { status: number; body: Record<string, unknown> }
export type RestartingServer = Awaited<ReturnType<typeof createRestartingServer>>

/** `lf serve` with crash points, restarted each time that it is killed. `isCut` says which answers are lost on their way. */
export async function createRestartingServer(data: string, plan: Plan, stop: AbortSignal, isCut: () => boolean = () => false) {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  // A login shell that runs the tester's own startup files could wait for something that a killed one held.
  const home = `${data}.home`
  mkdirSync(home, { recursive: true })
  let child: ChildProcess | null = null
  let up: Promise<void> = Promise.resolve()
  let wanted = false
  /** How long each start took until the server listened. */
  const startMs: number[] = []
  let token = ''

  /** False: the server was killed before it listened. */
  function launch(): Promise<boolean> {
    const begin = performance.now()
    const stderr = openSync(`${data}.stderr`, 'a')
    const args = ['--import', preload, lf, 'serve', '--port', String(port), '--data', data]
    const started = spawn(process.execPath, args, {
      stdio: ['ignore', 'pipe', stderr],
      env: {
        ...process.env,
        HOME: home,
        SHELL: '/bin/sh',
        LOCALFLOW_WORKERS: '8',
        LOCALFLOW_WITHOUT_SPAWNER: plan.isNative ? '' : '1',
        [planVariable]: JSON.stringify(plan),
      },
    })
    closeSync(stderr)
    child = started
    return new Promise((resolve) => {
      started.stdout?.once('data', () => {
        startMs.push(performance.now() - begin)
        token = readFileSync(join(data, 'api-token'), 'utf8').trim()
        started.once('exit', () => wanted && void start())
        if (started.exitCode === null && started.signalCode === null) return resolve(true)
        resolve(false)
      })
      started.once('exit', () => resolve(false))
    })
  }

  async function launchUntilUp(): Promise<void> {
    for (let count = 0; count < mostStarts; count++) if (await launch()) return
    throw new Error(`the server did not start in ${mostStarts} attempts`)
  }

  function start(): Promise<void> {
    wanted = true
    up = launchUntilUp()
    up.catch(() => {})
    return up
  }

  async function end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    await up
    wanted = false
    const running = child
    if (!running || running.exitCode !== null || running.signalCode !== null) return
    const gone = new Promise((resolve) => running.once('exit', resolve))
    running.kill(signal)
    await gone
  }

  async function tryAsk(method: string, path: string, body: unknown): Promise<Answer | null> {
    try {
      const answer = await fetch(`${url}/api${path}`, {
        method,
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      if (isCut()) {
        await answer.body?.cancel()
        return null
      }
      return { status: answer.status, body: JSON.parse(await answer.text()) as Record<string, unknown> }
    } catch {
      return null
    }
  }

  /** Repeats the request until the server answers it, however often the server is killed in between. */
  async function ask(method: string, path: string, body?: unknown): Promise<Answer> {
    for (;;) {
      await up
      const answer = await tryAsk(method, path, body)
      if (answer && answer.status < 500) return answer
      await setTimeout(pauseMs, undefined, { signal: stop })
    }
  }

  /** The current text of a page outside the API. */
  const text = async (path: string): Promise<string> =>
    (await fetch(url + path, { headers: { Authorization: `Bearer ${token}` } })).text()

  return { start, end, ask, text, startMs }
}
